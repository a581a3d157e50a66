//! Which classes the original's Python package has, where users import them from, and what its classes of
//! the same component are called.

/// Each module with its classes, in the order of their names.
pub(super) const MODULES: &[(&str, &str, &str)] = &[
    (
        "html_components",
        "the HTML elements of the page's panel, and the bases of all elements",
        "AutoScroll BlockElement Bold Button Element Header Header1 Header2 Header3 IMAGE_FORMATS Iframe \
         Image ImageUpload Img InputBox Italic Link Markdown Page Paragraph Slider Url div element_counter omit span",
    ),
    (
        "scene_components",
        "the components of the scene",
        "AccumulativeShadows AmbientLight AmbientLightStage AnimationClip Arrow BBox BackgroundColor \
         Billboard Bodies Body BoundingBox BoundingBoxProvider Box Bvh CameraHelper CameraPreviewOverlay \
         CameraPreviewThumbs CameraView Capsule Center Circle Clickable Cone CoordsMarker Cylinder Dae \
         DefaultScene DepthPointCloud DepthPointCloudProvider DirectionalLight Dodecahedron Edges Extrude Fbx \
         FisheyeFrustum Fog Frustum Gamepad Glb GrabRender Grid Gripper Group HUDPlane Hands Head \
         HemisphereLight HemisphereLightStage Html Icosahedron Image ImageBackground ImagePlane \
         InPlaceDepthPointCloud KeyboardMonitor Lathe LumaSplats ModelNode MotionControllers Movable Obj \
         Octahedron OrthographicFrustum Pcd PerspectiveFrustum Pivot Plane PlaybackAnimate Ply PointCloud \
         PointLight PointerControls Polyhedron QuaternionTrack RandomizedLight RectAreaLight Ring Scene \
         SceneBackground SceneCamera SceneCameraControl SceneElement Shape SkeletalGripper SparkSplats Sphere \
         Splat SpotLight Stage StereoVideoPlane Stl Tetrahedron Text Text3D ThreeAnimate TimelineControls Torus \
         TorusKnot Trail TriMesh Tube Urdf VectorTrack VideoMaterial VideoPlane ViewportHud VuerGroup VuerSplat \
         WebRTCStereoVideoPlane WebRTCVideoMaterial WebRTCVideoPlane WebXRMesh Wireframe group mesh p",
    ),
    (
        "drei_components",
        "cameras, controls, lines and what else comes from drei",
        "CatmullRomLine CubicBezierLine Facemesh FisheyeCamera Html Line OrbitControls OrthographicCamera \
         PerspectiveCamera QuadraticBezierLine SimpleOrthographicCamera SimplePerspectiveCamera Splat",
    ),
    (
        "material_components",
        "the materials of three.js",
        "LineBasicMaterial LineDashedMaterial Material MeshBasicMaterial MeshDepthMaterial \
         MeshDistanceMaterial MeshLambertMaterial MeshMatcapMaterial MeshNormalMaterial MeshPhongMaterial \
         MeshPhysicalMaterial MeshStandardMaterial MeshToonMaterial PointsMaterial RawShaderMaterial \
         ShaderMaterial ShadowMaterial SpriteMaterial",
    ),
    (
        "physics_components",
        "MuJoCo in the browser",
        "HandActuator MjCameraView MotionControllerActuator MuJoCo MuJoCoProvider",
    ),
    (
        "vuer_components",
        "the loader of further components",
        "ContribLoader",
    ),
];

/// Modules written by hand, with the names that are imported from them.
pub(super) const BY_HAND: &[(&str, &[&str])] = &[
    (
        "vuer.element",
        &[
            "BlockElement",
            "Element",
            "SceneElement",
            "element_counter",
            "omit",
        ],
    ),
    ("vuer.events", &["GrabRender"]),
    (
        "vuer.schemas.defaults",
        &[
            "BBox",
            "BackgroundColor",
            "Billboard",
            "Bodies",
            "Fog",
            "Hands",
            "ModelNode",
            "MotionControllers",
            "Obj",
            "Text3D",
            "WebXRMesh",
        ],
    ),
    ("vuer.schemas.geometry", &["PointCloud", "TriMesh", "p"]),
    (
        "vuer.schemas.images",
        &["HUDPlane", "HtmlImage", "Image", "ImagePlane", "Img"],
    ),
    ("vuer.schemas.scene", &["DefaultScene", "Scene"]),
    (
        "vuer.schemas.text",
        &[
            "Bold",
            "Header",
            "Header1",
            "Header2",
            "Header3",
            "Italic",
            "Link",
            "Paragraph",
            "span",
        ],
    ),
    ("vuer.serdes", &["IMAGE_FORMATS"]),
    ("vuer.types", &["Url"]),
];

/// Class to tag, where the two differ in more than the case of the first letter of a material.
const TAGS: &[(&str, &str)] = &[
    ("Group", "VuerGroup"),
    ("Header1", "h1"),
    ("Header2", "h2"),
    ("Header3", "h3"),
    ("Iframe", "iframe"),
    ("InputBox", "Input"),
    ("LumaSplats", "Splats"),
    ("Page", "article"),
    ("Paragraph", "p"),
    ("div", "Div"),
];

/// The tag that a class of the original sends.
pub(super) fn tag(module: &str, class: &str) -> String {
    if let Some((_, tag)) = TAGS.iter().find(|(known, _)| *known == class) {
        return (*tag).to_owned();
    }
    if module != "material_components" {
        return class.to_owned();
    }
    let mut letters = class.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// The Python classes that a class derives from.
pub(super) fn bases(module: &str, class: &str) -> &'static str {
    match class {
        "Button" | "ImageUpload" | "InputBox" | "Slider" => "Element",
        "ImageBackground"
        | "SceneBackground"
        | "StereoVideoPlane"
        | "VideoMaterial"
        | "VideoPlane"
        | "WebRTCVideoMaterial" => "Img, SceneElement",
        "Bvh" | "Dae" | "Fbx" | "Glb" | "Ply" | "Stl" | "Urdf" => "ModelNode",
        _ => match module {
            "html_components" => "BlockElement",
            "material_components" => "Element",
            _ => "SceneElement",
        },
    }
}

/// What a class has as attributes, for scripts that read them; the wire gets none of these but the key.
pub(super) fn attributes(class: &str) -> &'static [(&'static str, &'static str)] {
    match class {
        "Body" => &[
            ("key", "\"body_tracking\""),
            ("stream", "True"),
            ("leftHand", "False"),
            ("rightHand", "False"),
            ("fps", "30"),
            ("showBody", "True"),
            ("showFrame", "True"),
            ("frameScale", "0.02"),
        ],
        "ContribLoader" => &[
            ("url", "None"),
            ("library", "None"),
            ("version", "\"latest\""),
            ("main", "\"dist/index.js\""),
            ("dev", "False"),
        ],
        "FisheyeCamera" => &[("key", "\"fisheye-camera\"")],
        "HandActuator" => &[
            ("ctrlId", "-1"),
            ("offset", "0.01"),
            ("low", "0.01"),
            ("high", "1.0"),
            ("cond", "\"right-squeeze\""),
            ("value", "\"right:thumb-tip,right:index-finger-tip\""),
            ("scale", "1.0"),
        ],
        "Head" => &[
            ("key", "\"head_tracking\""),
            ("stream", "True"),
            ("fps", "30"),
            ("show", "False"),
            ("frameScale", "0.05"),
        ],
        "MjCameraView" => &[("movable", "True"), ("showCameraFrustum", "True")],
        "MotionControllerActuator" => &[
            ("ctrlId", "-1"),
            ("low", "0.0"),
            ("high", "1.0"),
            ("cond", "\"right-trigger\""),
            ("scale", "1.0"),
        ],
        "Movable" => &[("localRotation", "False")],
        "MuJoCo" => &[
            ("workDir", "None"),
            ("assets", "()"),
            ("speed", "1.0"),
            ("pause", "False"),
            ("fps", "60"),
            ("timeout", "0.0"),
            ("threshold", "0.001"),
            ("keyFrames", "()"),
            ("visibile", "None"),
            ("selfProvide", "True"),
            ("useLights", "True"),
            ("useMocap", "True"),
            ("gizmoScale", "0.3"),
            ("unpauseOnDrag", "False"),
            ("dragForceScale", "1.0"),
            ("showDragArrow", "True"),
            ("showDragForceText", "True"),
        ],
        "OrbitControls" => &[("key", "\"orbit-controls\"")],
        "OrthographicCamera" => &[("key", "\"orthographic-camera\"")],
        "PerspectiveCamera" => &[("key", "\"perspective-camera\"")],
        _ => &[],
    }
}
