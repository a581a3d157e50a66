//! Every recorded node decodes, and those whose component exists here come out of it the same.

mod recordings;

use std::collections::HashSet;

use serde_json::Value as Json;
use vuer_protocol::component::ComponentDef;
use vuer_protocol::components::{self as c, COMPONENTS};
use vuer_protocol::event::{Downlink, ServerEvent, Timestamp};
use vuer_protocol::prelude::*;
use vuer_protocol::{Child, Component, Container, Node, Value, component, decode};

use self::recordings::{UNRECORDED, is_exception};
use crate::golden::{VERSIONS, list, load, same, text, value, wire, without_empty_children};

#[test]
fn every_node_decodes() {
    for version in VERSIONS {
        for (class, case) in cases(&load(&format!("components-{version}"))) {
            let decoded = decode(&wire(&case)).unwrap();
            assert!(
                same(&decoded, &value(&case["json"])),
                "{version} {class} {}",
                text(&case, "case")
            );
            let node = Node::from(decoded.as_map().unwrap().clone());
            assert!(
                same(&Value::from(node), &decoded),
                "{version} {class} through a node"
            );
        }
    }
}

#[test]
fn components_build_what_the_original_builds() {
    let mut built = HashSet::new();
    for version in VERSIONS {
        for (class, case) in cases(&load(&format!("components-{version}"))) {
            if is_exception(version, &class, text(&case, "case")) {
                continue;
            }
            let expected = decode(&wire(&case)).unwrap();
            let expected = if version == "0.0.71" {
                without_empty_children(expected)
            } else {
                expected
            };
            let Some(node) = build(version, &class, &case, &expected) else {
                continue;
            };
            built.insert(
                expected
                    .get("tag")
                    .and_then(Value::as_str)
                    .unwrap()
                    .to_owned(),
            );
            let found = decode(&on_the_wire(&*node)).unwrap();
            let label = format!("{version} {class} {}", text(&case, "case"));
            assert!(
                same(&found, &expected),
                "{label}:\n  built    {found:?}\n  original {expected:?}"
            );
        }
    }
    for component in COMPONENTS {
        assert!(
            built.contains(component.tag) || is_unrecorded(component),
            "{} was not built",
            component.tag
        );
    }
}

#[test]
fn every_component_is_recorded() {
    let recordings = VERSIONS.map(|version| load(&format!("components-{version}")));
    let mut tags = recordings
        .iter()
        .flat_map(|recording| list(recording, "components"));
    let recorded: Vec<_> = tags.by_ref().map(|class| text(class, "tag")).collect();
    for component in COMPONENTS {
        assert_ne!(
            recorded.contains(&component.tag),
            is_unrecorded(component),
            "{} is recorded or said not to be",
            component.tag
        );
    }
}

/// Components that no class of the original makes: those named above, and ours, which say so in their docs.
fn is_unrecorded(component: &ComponentDef) -> bool {
    let words: Vec<_> = component.doc.split_whitespace().collect();
    UNRECORDED.contains(&component.tag)
        || words
            .join(" ")
            .contains("Not known to the original's clients")
}

#[test]
fn nothing_is_both_a_component_and_unsupported() {
    for (tag, reason) in c::UNSUPPORTED {
        assert!(!reason.is_empty());
        assert!(
            COMPONENTS.iter().all(|def| def.tag != *tag),
            "{tag} is a component"
        );
    }
}

fn cases(recording: &Json) -> Vec<(String, Json)> {
    let classes = list(recording, "components").iter();
    let cases = classes.flat_map(|class| {
        // 0.0.71's `Image` is HTML, what 0.1.6 calls `Img`; the component of this name is 0.1.6's.
        let name = match text(class, "cls") {
            "Image" if text(class, "tag") == "Img" => "Img",
            name => name,
        };
        list(class, "cases")
            .iter()
            .map(move |case| (name.to_owned(), case.clone()))
    });
    cases.collect()
}

/// The frame's node, through the encoder that reads components as they are.
fn on_the_wire(node: &dyn vuer_protocol::Encode) -> bytes::Bytes {
    let mut encoder = vuer_protocol::codec::Encoder::new(false);
    node.encode(&mut encoder);
    encoder.finish()
}

type Built = Box<dyn vuer_protocol::Encode>;

/// Builds what a constructor call of the original builds, if its class has a component here.
fn build(version: &str, class: &str, case: &Json, expected: &Value) -> Option<Built> {
    macro_rules! table {
        ($($class:literal => $component:ty,)+) => {
            match class {
                $($class => Some(Box::new(fill(constructed::<$component>(version, class), class, case, expected))),)+
                other => {
                    assert!(COMPONENTS.iter().all(|def| def.name != other), "{other} is not in this table");
                    None
                }
            }
        };
    }
    table! {
        "AutoScroll" => c::AutoScroll,
        "Bodies" => c::Bodies,
        "Body" => c::Body,
        "Bold" => c::Span,
        "Button" => c::Button,
        "Head" => c::Head,
        "Header1" => c::Header1,
        "Header2" => c::Header2,
        "Header3" => c::Header3,
        "Iframe" => c::Iframe,
        "ImageUpload" => c::ImageUpload,
        "Img" => c::Img,
        "InputBox" => c::InputBox,
        "Italic" => c::Span,
        "Link" => c::Link,
        "Markdown" => c::Markdown,
        "Page" => c::Page,
        "Paragraph" => c::Paragraph,
        "Slider" => c::Slider,
        "WebXRMesh" => c::WebXRMesh,
        "div" => c::Div,
        "span" => c::Span,
        "AmbientLight" => c::AmbientLight,
        "ContribLoader" => c::ContribLoader,
        "Facemesh" => c::Facemesh,
        "HandActuator" => c::HandActuator,
        "MjCameraView" => c::MjCameraView,
        "MotionControllerActuator" => c::MotionControllerActuator,
        "MuJoCo" => c::MuJoCo,
        "MuJoCoProvider" => c::MuJoCoProvider,
        "AnimationClip" => c::AnimationClip,
        "Arrow" => c::Arrow,
        "BBox" => c::BBox,
        "BoundingBox" => c::BoundingBox,
        "BoundingBoxProvider" => c::BoundingBoxProvider,
        "Box" => c::Box,
        "BackgroundColor" => c::BackgroundColor,
        "HUDPlane" => c::HUDPlane,
        "ImagePlane" => c::ImagePlane,
        "SceneBackground" => c::SceneBackground,
        "StereoVideoPlane" => c::StereoVideoPlane,
        "VideoMaterial" => c::VideoMaterial,
        "VideoPlane" => c::VideoPlane,
        "WebRTCStereoVideoPlane" => c::WebRTCStereoVideoPlane,
        "WebRTCVideoMaterial" => c::WebRTCVideoMaterial,
        "WebRTCVideoPlane" => c::WebRTCVideoPlane,
        "Bvh" => c::Bvh,
        "Capsule" => c::Capsule,
        "CatmullRomLine" => c::CatmullRomLine,
        "Circle" => c::Circle,
        "Clickable" => c::Clickable,
        "Cone" => c::Cone,
        "CameraHelper" => c::CameraHelper,
        "CameraView" => c::CameraView,
        "CameraPreviewOverlay" => c::CameraPreviewOverlay,
        "CameraPreviewThumbs" => c::CameraPreviewThumbs,
        "ViewportHud" => c::ViewportHud,
        "FisheyeCamera" => c::FisheyeCamera,
        "OrthographicCamera" => c::OrthographicCamera,
        "SceneCamera" => c::SceneCamera,
        "SceneCameraControl" => c::SceneCameraControl,
        "SimpleOrthographicCamera" => c::SimpleOrthographicCamera,
        "SimplePerspectiveCamera" => c::SimplePerspectiveCamera,
        "CoordsMarker" => c::CoordsMarker,
        "CubicBezierLine" => c::CubicBezierLine,
        "Cylinder" => c::Cylinder,
        "Dae" => c::Dae,
        "DepthPointCloud" => c::DepthPointCloud,
        "DepthPointCloudProvider" => c::DepthPointCloudProvider,
        "DirectionalLight" => c::DirectionalLight,
        "Dodecahedron" => c::Dodecahedron,
        "Edges" => c::Edges,
        "Extrude" => c::Extrude,
        "Fbx" => c::Fbx,
        "FisheyeFrustum" => c::FisheyeFrustum,
        "Frustum" => c::Frustum,
        "Gamepad" => c::Gamepad,
        "Glb" => c::Glb,
        "GrabRender" => c::GrabRender,
        "Grid" => c::Grid,
        "Gripper" => c::Gripper,
        "Group" => c::Group,
        "Hands" => c::Hands,
        "HemisphereLight" => c::HemisphereLight,
        "HemisphereLightStage" => c::HemisphereLightStage,
        "Icosahedron" => c::Icosahedron,
        "Image" => c::Image,
        "ImageBackground" => c::ImageBackground,
        "InPlaceDepthPointCloud" => c::InPlaceDepthPointCloud,
        "KeyboardMonitor" => c::KeyboardMonitor,
        "Lathe" => c::Lathe,
        "LumaSplats" => c::LumaSplats,
        "Line" => c::Line,
        "ModelNode" => c::ModelNode,
        "MotionControllers" => c::MotionControllers,
        "Movable" => c::Movable,
        "Obj" => c::Obj,
        "Octahedron" => c::Octahedron,
        "OrbitControls" => c::OrbitControls,
        "Pcd" => c::Pcd,
        "OrthographicFrustum" => c::OrthographicFrustum,
        "PerspectiveCamera" => c::PerspectiveCamera,
        "PerspectiveFrustum" => c::PerspectiveFrustum,
        "Pivot" => c::Pivot,
        "Plane" => c::Plane,
        "PlaybackAnimate" => c::PlaybackAnimate,
        "Ply" => c::Ply,
        "PointCloud" => c::PointCloud,
        "PointLight" => c::PointLight,
        "PointerControls" => c::PointerControls,
        "Polyhedron" => c::Polyhedron,
        "QuaternionTrack" => c::QuaternionTrack,
        "QuadraticBezierLine" => c::QuadraticBezierLine,
        "RectAreaLight" => c::RectAreaLight,
        "Ring" => c::Ring,
        "Scene" => c::Scene,
        "Shape" => c::Shape,
        "SkeletalGripper" => c::SkeletalGripper,
        "Sphere" => c::Sphere,
        "SparkSplats" => c::SparkSplats,
        "Splat" => c::Splat,
        "SpotLight" => c::SpotLight,
        "Stl" => c::Stl,
        "Tetrahedron" => c::Tetrahedron,
        "Text" => c::Text,
        "ThreeAnimate" => c::ThreeAnimate,
        "TimelineControls" => c::TimelineControls,
        "Torus" => c::Torus,
        "TorusKnot" => c::TorusKnot,
        "TriMesh" => c::TriMesh,
        "Tube" => c::Tube,
        "Urdf" => c::Urdf,
        "VectorTrack" => c::VectorTrack,
        "VuerGroup" => c::Group,
        "VuerSplat" => c::VuerSplat,
        "Wireframe" => c::Wireframe,
        "LineBasicMaterial" => c::LineBasicMaterial,
        "LineDashedMaterial" => c::LineDashedMaterial,
        "Material" => c::Material,
        "MeshBasicMaterial" => c::MeshBasicMaterial,
        "MeshDepthMaterial" => c::MeshDepthMaterial,
        "MeshDistanceMaterial" => c::MeshDistanceMaterial,
        "MeshLambertMaterial" => c::MeshLambertMaterial,
        "MeshMatcapMaterial" => c::MeshMatcapMaterial,
        "MeshNormalMaterial" => c::MeshNormalMaterial,
        "MeshPhongMaterial" => c::MeshPhongMaterial,
        "MeshPhysicalMaterial" => c::MeshPhysicalMaterial,
        "MeshStandardMaterial" => c::MeshStandardMaterial,
        "MeshToonMaterial" => c::MeshToonMaterial,
        "PointsMaterial" => c::PointsMaterial,
        "RawShaderMaterial" => c::RawShaderMaterial,
        "ShaderMaterial" => c::ShaderMaterial,
        "ShadowMaterial" => c::ShadowMaterial,
        "SpriteMaterial" => c::SpriteMaterial,
        "Fog" => c::Fog,
        "mesh" => c::Mesh,
        "AccumulativeShadows" => c::AccumulativeShadows,
        "AmbientLightStage" => c::AmbientLightStage,
        "Billboard" => c::Billboard,
        "Center" => c::Center,
        "Html" => c::Html,
        "RandomizedLight" => c::RandomizedLight,
        "Stage" => c::Stage,
        "Text3D" => c::Text3D,
        "Trail" => c::Trail,
        "group" => c::IntrinsicGroup,
    }
}

/// The component with what the original's constructor sets without being asked.
fn constructed<C: Component>(version: &str, class: &str) -> C {
    let mut component = C::default();
    let mut set = |name: &str, value: Value| component::set_field(&mut component, name, value);
    match (version, class) {
        ("0.0.71", "Hands") => {
            set("stream", true.into());
            for name in ["disableLeft", "disableRight", "hideLeft", "hideRight"] {
                set(name, false.into());
            }
        }
        ("0.0.71", "Bodies") => {
            set("stream", true.into());
            set("fps", 30.into());
            set("hideIndicate", false.into());
            set("showFrame", true.into());
            set("frameScale", 0.02.into());
        }
        (_, "WebXRMesh") => {
            set("color", Value::Nil);
            set("opacity", 0.15.into());
            set("autoUpdate", true.into());
        }
        (_, "Billboard") => {
            set("follow", true.into());
            for name in ["lockX", "lockY", "lockZ"] {
                set(name, false.into());
            }
        }
        (_, "Text3D") => {
            set("font", Value::Nil);
            set("smooth", Value::Nil);
            set("lineHeight", 0.into());
            set("letterSpacing", 1.into());
        }
        ("0.0.71", "Fog") => {
            set("attach", "fog".into());
            for name in ["color", "near", "far"] {
                set(name, Value::Nil);
            }
        }
        ("0.0.71", "Obj") => {
            for name in ["src", "mtl", "text", "buff", "materials"] {
                set(name, Value::Nil);
            }
        }
        (_, "BBox") => {
            set("min", vec3_map(-1));
            set("max", vec3_map(1));
            set("color", "0xffffff".into());
            set("scale", 1.01.into());
        }
        (_, "BackgroundColor") => set("color", "#131416".into()),
        (_, "MotionControllers") => {
            set("eventTypes", ["trigger", "squeeze"].into());
            set("stream", true.into());
            set("left", Value::Nil);
            set("right", Value::Nil);
        }
        (_, "Scene") => {
            set("up", [0, 1, 0].into());
            if version == "0.0.71" {
                for name in ["bgChildren", "rawChildren", "htmlChildren"] {
                    set(name, Value::List(Vec::new()));
                }
            }
        }
        (_, "Bold") => set("style", style("fontWeight", "bold")),
        (_, "Italic") => set("style", style("fontStyle", "italic")),
        _ => {}
    }
    component
}

fn vec3_map(number: i64) -> Value {
    Value::Map(
        ["x", "y", "z"]
            .map(|axis| (axis, number))
            .into_iter()
            .collect(),
    )
}

fn style(property: &'static str, word: &str) -> Value {
    Value::Map([(property, Value::from(word))].into_iter().collect())
}

/// The props that a call gives: by keyword, and those few that classes take by position.
fn given_props(class: &str, case: &Json) -> Vec<(String, Value)> {
    let mut args = case["args"].as_array().unwrap().iter().map(value);
    let mut kwargs = case["kwargs"].as_object().unwrap().clone();
    let mut props: Vec<(String, Value)> = match class {
        "Bold" | "Italic" | "Link" => {
            let names = ["text", "src"].map(String::from).into_iter();
            names.zip(args).collect()
        }
        "span" => {
            let separator = kwargs.remove("sep");
            let separator = separator.as_ref().and_then(Json::as_str).unwrap_or(" ");
            let words: Vec<_> = args.by_ref().collect();
            let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
            vec![("text".to_owned(), words.join(separator).into())]
        }
        _ => Vec::new(),
    };
    let keywords = kwargs.iter();
    props.extend(keywords.map(|(name, given)| (name.clone(), value(given))));
    props
}

/// Sets what the call gives: props, and children by position.
fn fill<C: Component>(mut component: C, class: &str, case: &Json, expected: &Value) -> C {
    for (name, given) in given_props(class, case) {
        if Container::from_wire(&name).is_some() {
            continue;
        }
        let given = rename::<C>(&name, given);
        let declared = C::DEF.all_props().any(|prop| prop.name == given.0);
        if declared && !given.1.is_nil() {
            let typed = C::default().set_prop(&given.0, given.1.clone());
            assert_eq!(
                typed,
                Ok(()),
                "{} takes {name} of the original's type",
                C::DEF.name
            );
            component::set_field(&mut component, &given.0, given.1);
        } else {
            component.as_mut().set(given.0, given.1);
        }
    }
    for container in Container::ALL {
        // Each child is a recording of its own; here it is enough that it is carried.
        let expected = expected.get(container.wire_name()).and_then(Value::as_list);
        if let Some(children) = expected.filter(|children| !children.is_empty()) {
            let children = children.iter().cloned().map(Child::from).collect();
            *component.as_mut().containers.get_mut(container) = Some(children);
        }
    }
    if C::DEF.default_key.is_none() && case["kwargs"].get("key").is_none() {
        // The original counts; here keys are given when the node is placed.
        component = component.key(expected.get("key").and_then(Value::as_str).unwrap());
    }
    component
}

/// 0.1.6's `Image` takes `src` and sends `rgb`.
fn rename<C: Component>(name: &str, value: Value) -> (String, Value) {
    let name = if C::DEF.name == "Image" && name == "src" {
        "rgb"
    } else {
        name
    };
    (name.to_owned(), value)
}

#[test]
fn a_scene_of_every_component_survives_the_wire() {
    let scene = c::Scene::new().child(
        COMPONENTS
            .iter()
            .map(|def| Node::new(def.tag))
            .collect::<Vec<_>>(),
    );
    let frame = Downlink::new(Timestamp::default()).set(&scene);
    let (ServerEvent::Set { scene }, _) = ServerEvent::decode(&frame).unwrap() else {
        panic!()
    };
    assert_eq!(
        scene.containers.get(Container::Children).unwrap().len(),
        COMPONENTS.len()
    );
}

/// A float of the wire counts epoch milliseconds in steps of two minutes.
#[test]
fn moments_keep_their_milliseconds() {
    let taken = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_764_547_200_123);
    let node = c::Image::new().captured_at(taken);
    let sent = decode(&on_the_wire(&node)).unwrap();
    assert_eq!(
        sent.get("capturedAt").and_then(Value::as_f64),
        Some(1_764_547_200_123.0)
    );
}
