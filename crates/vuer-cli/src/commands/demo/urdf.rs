//! Reads the serial chain between two links of a URDF: what kinematics needs of it and no more.
//! The browser reads the rest (shapes, materials) from the same file, so the two cannot differ.

use anyhow::{Context, Result, bail, ensure};
use glam::{DAffine3, DQuat, DVec3, EulerRot};
use roxmltree::{Document, Node};

/// A joint that turns, with every fixed joint before it folded into its origin.
#[derive(Debug, Clone)]
pub(super) struct Joint {
    /// Its name in the URDF, by which the browser addresses it too.
    pub(super) name: String,
    /// Where it sits in the frame of the joint before it.
    pub(super) origin: DAffine3,
    /// The axis it turns about, of unit length, in its own frame.
    pub(super) axis: DVec3,
    /// Lowest angle, radians.
    pub(super) lower: f64,
    /// Highest angle, radians.
    pub(super) upper: f64,
    /// Highest speed, radians a second.
    pub(super) speed: f64,
}

/// The turning joints from `root` to `tip` in order, and the fixed rest behind the last of them.
pub(super) fn chain(text: &str, root: &str, tip: &str) -> Result<(Vec<Joint>, DAffine3)> {
    let document = Document::parse(text).context("the URDF is no well-formed XML")?;
    let all = document.root_element();
    let mut path = Vec::new();
    let mut link = tip;
    while link != root {
        let joint = all
            .children()
            .find(|node| node.has_tag_name("joint") && reference(*node, "child") == Some(link))
            .with_context(|| format!("no joint leads from {root} to {link}"))?;
        ensure!(path.len() < 256, "the joints around {link} form a loop");
        link = reference(joint, "parent")
            .with_context(|| format!("the joint above {link} has no parent"))?;
        path.push(joint);
    }

    let mut joints = Vec::new();
    let mut fixed = DAffine3::IDENTITY;
    for node in path.into_iter().rev() {
        fixed *= origin(node)?;
        match node.attribute("type") {
            Some("fixed") => {}
            Some("revolute") => joints.push(revolute(node, std::mem::take(&mut fixed))?),
            other => bail!("joints of type {other:?} are not supported"),
        }
    }
    Ok((joints, fixed))
}

fn revolute(node: Node<'_, '_>, origin: DAffine3) -> Result<Joint> {
    let name = node.attribute("name").context("a joint has no name")?;
    let limit = child(node, "limit").with_context(|| format!("{name} has no limit"))?;
    let number = |attribute: &str| -> Result<f64> {
        let text = limit.attribute(attribute);
        let text = text.with_context(|| format!("the limit of {name} has no {attribute}"))?;
        Ok(text.parse()?)
    };
    let axis = child(node, "axis").and_then(|axis| axis.attribute("xyz"));
    let axis = axis.map_or(Ok(DVec3::X), vector)?;
    Ok(Joint {
        name: name.to_owned(),
        origin,
        axis: axis
            .try_normalize()
            .with_context(|| format!("{name} turns about no axis"))?,
        lower: number("lower")?,
        upper: number("upper")?,
        speed: number("velocity")?,
    })
}

/// A joint's `<origin>`: roll, pitch and yaw about the parent's fixed axes, then the offset.
fn origin(joint: Node<'_, '_>) -> Result<DAffine3> {
    let Some(origin) = child(joint, "origin") else {
        return Ok(DAffine3::IDENTITY);
    };
    let part = |name| origin.attribute(name).map_or(Ok(DVec3::ZERO), vector);
    let (offset, turn) = (part("xyz")?, part("rpy")?);
    let turn = DQuat::from_euler(EulerRot::ZYX, turn.z, turn.y, turn.x);
    Ok(DAffine3::from_rotation_translation(turn, offset))
}

fn vector(text: &str) -> Result<DVec3> {
    let numbers: Vec<f64> = text
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()
        .context("not numbers")?;
    let [x, y, z] = numbers[..] else {
        bail!("three numbers expected, found {text:?}")
    };
    Ok(DVec3::new(x, y, z))
}

fn child<'a, 'd>(node: Node<'a, 'd>, tag: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|node| node.has_tag_name(tag))
}

fn reference<'a>(joint: Node<'a, '_>, tag: &str) -> Option<&'a str> {
    child(joint, tag)?.attribute("link")
}
