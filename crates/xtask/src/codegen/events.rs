//! Which events a component sends, for the reference.

/// Tag to the types of the events that it alone sends. What every component sends, and what one sends by
/// the groups it has, is not repeated.
const BY_TAG: &[(&str, &[&str])] = &[
    ("Bodies", &["BODY_TRACKING_MOVE"]),
    ("Body", &["BODY_MOVE"]),
    ("Button", &["CLICK"]),
    ("Camera", &["CAMERA_MOVE"]),
    (
        "CameraView",
        &[
            "CAMERA_VIEW",
            "CAMERA_MOVE",
            "OBJECT_MOVE",
            "OBJECT_MOVE_END",
        ],
    ),
    ("Checkbox", &["INPUT"]),
    ("Clickable", &["ON_HOVER", "ON_DRAG"]),
    ("ColorInput", &["INPUT"]),
    ("Dropdown", &["INPUT"]),
    ("Folder", &["INPUT"]),
    ("Gamepad", &["GAMEPAD"]),
    ("Hands", &["HAND_MOVE"]),
    ("HUDPlane", &["FRAME_AGE"]),
    ("Head", &["HEAD_MOVE"]),
    ("Image", &["FRAME_AGE"]),
    ("ImageUpload", &["UPLOAD"]),
    ("Img", &["CLICK"]),
    ("Input", &["INPUT"]),
    ("KeyboardMonitor", &["KeyDown", "KeyUp", "KeyPress"]),
    ("MotionControllers", &["CONTROLLER_MOVE"]),
    ("Notification", &["CLICK"]),
    ("NumberInput", &["INPUT"]),
    ("OrbitControls", &["CAMERA_MOVE"]),
    ("OrthographicCamera", &["CAMERA_MOVE"]),
    ("PerspectiveCamera", &["CAMERA_MOVE"]),
    ("PointerControls", &["ADD_MARKER", "MOUSE_CLICK"]),
    ("SceneCamera", &["CAMERA_MOVE"]),
    ("SceneCameraControl", &["CAMERA_MOVE"]),
    ("Select", &["ON_SELECT"]),
    ("SimpleOrthographicCamera", &["CAMERA_MOVE"]),
    ("SimplePerspectiveCamera", &["CAMERA_MOVE"]),
    ("Slider", &["SET"]),
    ("SmoothCamera", &["CAMERA_MOVE"]),
    ("TimelineControls", &["TIMELINE_STEP"]),
    ("UrdfDialControls", &["JOINT_MOVE"]),
    ("VectorInput", &["INPUT"]),
    ("WebXRMesh", &["WEBXR_MESH_UPDATE"]),
];

/// Group of props to the events that come with it.
const BY_GROUP: &[(&str, &[&str])] = &[
    ("Handles", &["OBJECT_MOVE", "OBJECT_MOVE_END"]),
    ("ImageSource", &["FRAME_AGE"]),
    ("Model", &["LOAD", "LOAD_ERROR"]),
];

/// The events of a component that has these groups.
pub(crate) fn sent_by(tag: &str, groups: &[&str]) -> Vec<&'static str> {
    let own = BY_TAG.iter().filter(|(known, _)| *known == tag);
    let shared = BY_GROUP.iter().filter(|(group, _)| groups.contains(group));
    own.chain(shared)
        .flat_map(|(_, events)| events.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use vuer_protocol::components::COMPONENTS;
    use vuer_protocol::event::EVENTS;

    use super::*;

    #[test]
    fn tags_groups_and_events_exist() {
        for (tag, events) in BY_TAG {
            let known = COMPONENTS.iter().any(|component| component.tag == *tag);
            assert!(known, "no component has the tag {tag}");
            for etype in *events {
                let known = EVENTS.iter().any(|event| event.etype == *etype);
                assert!(known, "there is no event {etype}");
            }
        }
        for (group, _) in BY_GROUP {
            let mut groups = COMPONENTS.iter().flat_map(|component| component.groups);
            assert!(groups.any(|known| known.name == *group), "no group {group}");
        }
    }
}
