//! Where the recordings of the original and the components here are not the same, and why.

/// Recordings that are not built here: version, class, cases (none means all), and the reason.
const EXCEPTIONS: &[(&str, &str, &[&str], &str)] = &[
    (
        "0.1.6",
        "Img",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "*",
        "Img",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "0.0.71",
        "DefaultScene",
        &[],
        "ours holds what every client can show, theirs 0.0.71's helpers",
    ),
    (
        "0.1.6",
        "DefaultScene",
        &[],
        "ours holds what every client can show, theirs 0.1.6's cameras",
    ),
    (
        "0.0.71",
        "Scene",
        &["sample0"],
        "the constructor keeps `grid` to itself",
    ),
    (
        "0.1.6",
        "Image",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "0.1.6",
        "ImageBackground",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "*",
        "ImageBackground",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "0.1.6",
        "Image",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "*",
        "ImagePlane",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "*",
        "HUDPlane",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "*",
        "SceneBackground",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "*",
        "StereoVideoPlane",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "*",
        "VideoMaterial",
        &ARRAYS,
        "Python makes a picture file of the array",
    ),
    (
        "0.1.6",
        "SceneBackground",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "0.1.6",
        "StereoVideoPlane",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "0.1.6",
        "VideoMaterial",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "0.1.6",
        "VideoPlane",
        &["default"],
        "a bug of the original: neither tag nor key",
    ),
    (
        "0.1.6",
        "WebRTCVideoMaterial",
        &[],
        "a bug of the original: neither tag nor key",
    ),
];

/// The cases of the image classes that are given an array.
const ARRAYS: [&str; 5] = ["sample0", "sample1", "sample2", "sample3", "sample4"];

/// Tags that the original's clients know, or three.js, without a class in Python.
pub(crate) const UNRECORDED: &[&str] = &[
    "Pointer",
    "object3D",
    "points",
    "line",
    "lineSegments",
    "lineLoop",
    "sprite",
    "ambientLight",
    "directionalLight",
    "pointLight",
    "spotLight",
    "hemisphereLight",
    "rectAreaLight",
    "boxGeometry",
    "capsuleGeometry",
    "circleGeometry",
    "coneGeometry",
    "cylinderGeometry",
    "dodecahedronGeometry",
    "icosahedronGeometry",
    "octahedronGeometry",
    "tetrahedronGeometry",
    "planeGeometry",
    "ringGeometry",
    "sphereGeometry",
    "torusGeometry",
    "torusKnotGeometry",
    "tubeGeometry",
    "latheGeometry",
    "polyhedronGeometry",
    "shapeGeometry",
    "extrudeGeometry",
    "edgesGeometry",
    "wireframeGeometry",
    "bufferGeometry",
    "bufferAttribute",
    "BasicMaterial",
    "LambertMaterial",
    "PhongMaterial",
    "StandardMaterial",
    "PhysicalMaterial",
    "TransmissionMaterial",
    "fogExp2",
    "Environment",
    "Lightformer",
    "ContactShadows",
    "Sky",
    "Stars",
    "Sparkles",
    "Cloud",
    "Backdrop",
    "Shadow",
    "Float",
    "Detailed",
    "Resize",
    "ScreenSpace",
    "RoundedBox",
    "Svg",
    "SpriteAnimator",
    "SoftShadows",
    "BakeShadows",
    "CameraShake",
    "Outlines",
    "GradientTexture",
    "MeshWobbleMaterial",
    "MeshDistortMaterial",
    "MeshDiscardMaterial",
];

/// Whether this recording is one of [`EXCEPTIONS`].
pub(crate) fn is_exception(version: &str, class: &str, case: &str) -> bool {
    EXCEPTIONS.iter().any(|(for_version, for_class, cases, _)| {
        ["*", version].contains(for_version)
            && *for_class == class
            && (cases.is_empty() || cases.contains(&case))
    })
}
