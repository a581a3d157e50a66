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
    ("AsciiRenderer", "the canvas is not replaced by text"),
    (
        "BBAnchor",
        "it needs code of the page to measure its parent; use Center",
    ),
    (
        "Bounds",
        "it is moved by code of the page; Stage moves the camera to its children",
    ),
    ("BvhHelper", "rays are traced without it"),
    (
        "Caustics",
        "it is computed by code of the page for one light that stands still",
    ),
    (
        "Clone",
        "it copies an object of the page's code, which no data can name",
    ),
    ("ComputedAttribute", "it is a function"),
    (
        "CubeCamera",
        "its picture goes to code of the page; use Environment",
    ),
    (
        "CurveModifier",
        "its curve is an object of the page's code; use CatmullRomLine, Tube or animation",
    ),
    ("CycleRaycast", "it answers code of the page"),
    (
        "Decal",
        "it needs the geometry of its parent at the moment it is made; use a material's map",
    ),
    (
        "DepthPointCloudManager",
        "what it draws are objects of the page's code; use DepthPointCloudProvider",
    ),
    (
        "FaceLandmarker",
        "it fetches a model from elsewhere and needs the camera",
    ),
    (
        "Instances",
        "its instances are nodes that no client knows by a tag; equal primitives are drawn together unasked",
    ),
    (
        "MarchingCubes",
        "its shape is computed by code of the page; use TriMesh",
    ),
    ("Mask", "what it masks is set by code of the page"),
    (
        "Merged",
        "its meshes and what draws them are code of the page; equal primitives are drawn together unasked",
    ),
    (
        "MeshPortalMaterial",
        "it shows another scene that code of the page holds",
    ),
    (
        "MeshReflectorMaterial",
        "it draws the scene a second time for each mirror; use Environment and low roughness",
    ),
    (
        "MeshRefractionMaterial",
        "it needs a panorama and a search tree made by code of the page; use TransmissionMaterial",
    ),
    (
        "MeshTransmissionMaterial",
        "use TransmissionMaterial or meshPhysicalMaterial with transmission",
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
    (
        "Points",
        "its points are nodes that no client knows by a tag, or an array of the page's code; use PointCloud",
    ),
    ("PositionalAudio", "sound is not played yet"),
    ("Preload", "everything is loaded when it is shown"),
    (
        "RenderCubeTexture",
        "its picture goes to code of the page; use Environment",
    ),
    (
        "RenderTexture",
        "a scene within a material is not drawn yet; use CameraView",
    ),
    (
        "Sampler",
        "what it scatters is an instancedMesh, which is no component; send the places from the program",
    ),
    (
        "ScreenQuad",
        "it is for a shader over the whole picture; use a Plane in ScreenSpace",
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
];
