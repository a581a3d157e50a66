//! Writes binary glTF 2.0: one node, one primitive a material.

use glam::Vec3;
use serde_json::{Value, json};

use crate::parts::{Finish, Part};

/// The file's bytes.
pub(crate) fn write(part: &Part) -> Vec<u8> {
    let mut data = Vec::new();
    let (mut views, mut accessors) = (Vec::new(), Vec::new());
    let mut store = |bytes: &[u8], target: u32, mut accessor: Value| {
        views.push(json!({ "buffer": 0, "byteOffset": data.len(), "byteLength": bytes.len(), "target": target }));
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
        accessor["bufferView"] = json!(views.len() - 1);
        accessors.push(accessor);
        accessors.len() - 1
    };
    let mut primitives = Vec::new();
    for (material, (_, shape)) in part.iter().enumerate() {
        let least = shape
            .positions
            .iter()
            .copied()
            .reduce(Vec3::min)
            .unwrap_or_default();
        let most = shape
            .positions
            .iter()
            .copied()
            .reduce(Vec3::max)
            .unwrap_or_default();
        let count = shape.positions.len();
        let position = store(
            &floats(&shape.positions),
            34962,
            json!({ "componentType": 5126, "type": "VEC3", "count": count, "min": least.to_array(), "max": most.to_array() }),
        );
        let normal = store(
            &floats(&shape.normals),
            34962,
            json!({ "componentType": 5126, "type": "VEC3", "count": count }),
        );
        let indices: Vec<u8> = shape
            .indices
            .iter()
            .flat_map(|&index| u16::try_from(index).expect("a part is small").to_le_bytes())
            .collect();
        let indices = store(
            &indices,
            34963,
            json!({ "componentType": 5123, "type": "SCALAR", "count": shape.indices.len() }),
        );
        primitives.push(json!({
            "attributes": { "POSITION": position, "NORMAL": normal },
            "indices": indices,
            "material": material,
        }));
    }
    let document = json!({
        "asset": { "version": "2.0", "generator": "vuer-cli example demo_arm" },
        "scene": 0,
        "scenes": [{ "nodes": [0] }],
        "nodes": [{ "mesh": 0 }],
        "meshes": [{ "primitives": primitives }],
        "materials": part.iter().map(|(finish, _)| material(finish)).collect::<Vec<_>>(),
        "buffers": [{ "byteLength": data.len() }],
        "bufferViews": views,
        "accessors": accessors,
    });

    let mut text = document.to_string().into_bytes();
    text.resize(text.len().next_multiple_of(4), b' ');
    let total = 12 + 8 + text.len() + 8 + data.len();
    let mut file = b"glTF".to_vec();
    for number in [2, total as u32, text.len() as u32, 0x4E4F_534A] {
        file.extend(number.to_le_bytes());
    }
    file.extend(text);
    for number in [data.len() as u32, 0x004E_4942] {
        file.extend(number.to_le_bytes());
    }
    file.extend(data);
    file
}

fn material(finish: &Finish) -> Value {
    let [r, g, b] = finish.color.map(linear);
    let glow = [r, g, b].map(|part| part * finish.glow);
    json!({
        "name": finish.name,
        "pbrMetallicRoughness": {
            "baseColorFactor": [r, g, b, 1.0],
            "metallicFactor": finish.metallic,
            "roughnessFactor": finish.roughness,
        },
        "emissiveFactor": glow,
    })
}

/// glTF factors are linear, colours are thought of as sRGB.
fn linear(part: u8) -> f32 {
    let part = f32::from(part) / 255.0;
    if part <= 0.04045 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

fn floats(vectors: &[Vec3]) -> Vec<u8> {
    vectors
        .iter()
        .flat_map(Vec3::to_array)
        .flat_map(f32::to_le_bytes)
        .collect()
}
