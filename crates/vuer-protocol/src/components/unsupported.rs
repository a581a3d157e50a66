//! What the original's clients know without a class in Python, and this client does not draw.

/// Tags of the original's clients that are not supported, each with the reason.
pub const UNSUPPORTED: &[(&str, &str)] = &[
    (
        "AdaptiveDpr",
        "frames are drawn on demand, at the resolution of the screen",
    ),
    (
        "AdaptiveEvents",
        "clicks are looked up when they happen, not in every frame",
    ),
    ("BvhHelper", "rays are traced without it"),
    (
        "Clone",
        "it copies an object of the page's code, which no data can name",
    ),
    ("ComputedAttribute", "it is a function"),
    (
        "CubeCamera",
        "what it draws of its surroundings goes to code of the page; use Environment",
    ),
    (
        "CurveModifier",
        "its curve is an object of the page's code; use CatmullRomLine, Tube or animation",
    ),
    ("CycleRaycast", "it answers code of the page"),
    (
        "DepthPointCloudManager",
        "what it draws are objects of the page's code; use DepthPointCloudProvider",
    ),
    (
        "FaceLandmarker",
        "it fetches a model from elsewhere and needs the camera",
    ),
    (
        "Fisheye",
        "the page can be seen through a FisheyeCamera, which sends its pictures as well",
    ),
    (
        "FisheyeViewport",
        "the page can be seen through a FisheyeCamera, which sends its pictures as well",
    ),
    (
        "Instances",
        "its instances are nodes that no client knows by a tag; equal primitives are drawn together unasked",
    ),
    (
        "MarchingCubes",
        "the balls that it melts are nodes that no client knows by a tag; use TriMesh",
    ),
    (
        "Merged",
        "its meshes and what draws them are code of the page; equal primitives are drawn together unasked",
    ),
    (
        "MeshRefractionMaterial",
        "it needs a panorama and a search tree made by code of the page; use TransmissionMaterial",
    ),
    ("PerformanceMonitor", "it calls code of the page"),
    (
        "PlaybackBar",
        "it plays a record that the page's code keeps of messages; use TimelineControls",
    ),
    (
        "PlaybackControls",
        "what it controls is an object of the page's code; use TimelineControls",
    ),
    (
        "PlaybackProvider",
        "it lends code of the page to what is in it; PlaybackAnimate needs no such thing",
    ),
    (
        "PlaybackStateProvider",
        "it lends code of the page to what is in it; PlaybackAnimate needs no such thing",
    ),
    ("Playhead", "it is a part of the panel Timeline"),
    ("Preload", "everything is loaded when it is shown"),
    ("Range", "it is a part of the panel Timeline"),
    (
        "Render",
        "it mixes pictures that code of the page draws; use CameraView with renderDepth",
    ),
    ("RenderLayer", "it is a part of Render"),
    ("RenderRoot", "it is a part of Render"),
    (
        "Sampler",
        "what it scatters is an instancedMesh, which is no component; send the places from the program",
    ),
    (
        "Segments",
        "its lines are nodes that no client knows by a tag; use Line with segments",
    ),
    (
        "SpotLightShadow",
        "it is a shader over a light's cone; use SpotLight with castShadow",
    ),
    (
        "Timeline",
        "it shows a record that the page's code keeps of messages; use TimelineControls",
    ),
    (
        "TimelineFileDrop",
        "it takes files for a record that the page's code keeps; keep the record in the program",
    ),
    (
        "TimelineStateProvider",
        "it lends code of the page to what is in it; PlaybackAnimate needs no such thing",
    ),
    (
        "Timestamp",
        "it shows the time of a record that the page's code keeps; use a text element",
    ),
    ("View", "it divides the page by code of the page"),
    (
        "XrMovableAnchor",
        "it is a part of Movable in a headset; use Movable",
    ),
    (
        "XrMovableLocal",
        "it is a part of Movable in a headset; use Movable",
    ),
    (
        "XrMovableMimic",
        "it follows a joint of a hand by code of the page; use Hands, and move the node from the program",
    ),
];
