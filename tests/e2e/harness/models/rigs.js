/** Models that move, as text: COLLADA, BVH, FBX. */

import { SQUARE, TRIANGLES } from "./square.js";

/** A square of one colour, which its animation moves by 4 m along x within a second. @param {number[]} color from 0 to 1 */
export const dae = (color) => `<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
  <asset><unit name="meter" meter="1"/><up_axis>Y_UP</up_axis></asset>
  <library_effects><effect id="e"><profile_COMMON><technique sid="t"><lambert>
    <diffuse><color>${color.join(" ")} 1</color></diffuse></lambert></technique></profile_COMMON></effect></library_effects>
  <library_materials><material id="m"><instance_effect url="#e"/></material></library_materials>
  <library_geometries><geometry id="g"><mesh>
    <source id="p"><float_array id="pa" count="12">${SQUARE.flat().join(" ")}</float_array>
      <technique_common><accessor source="#pa" count="4" stride="3">
        <param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/>
      </accessor></technique_common></source>
    <source id="n"><float_array id="na" count="3">0 0 1</float_array>
      <technique_common><accessor source="#na" count="1" stride="3">
        <param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/>
      </accessor></technique_common></source>
    <vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
    <triangles count="2" material="paint"><input semantic="VERTEX" source="#v" offset="0"/><input semantic="NORMAL" source="#n" offset="1"/>
      <p>${TRIANGLES.flat().map((corner) => `${corner} 0`).join(" ")}</p></triangles>
  </mesh></geometry></library_geometries>
  <library_animations><animation id="a">
    <source id="at"><float_array id="ata" count="2">0 1</float_array>
      <technique_common><accessor source="#ata" count="2" stride="1"><param name="TIME" type="float"/></accessor></technique_common></source>
    <source id="av"><float_array id="ava" count="2">0 4</float_array>
      <technique_common><accessor source="#ava" count="2" stride="1"><param name="X" type="float"/></accessor></technique_common></source>
    <source id="ai"><Name_array id="aia" count="2">LINEAR LINEAR</Name_array>
      <technique_common><accessor source="#aia" count="2" stride="1"><param name="INTERPOLATION" type="name"/></accessor></technique_common></source>
    <sampler id="as"><input semantic="INPUT" source="#at"/><input semantic="OUTPUT" source="#av"/><input semantic="INTERPOLATION" source="#ai"/></sampler>
    <channel source="#as" target="n1/place.X"/></animation></library_animations>
  <library_visual_scenes><visual_scene id="s"><node id="n1" name="slider">
    <translate sid="place">0 0 0</translate>
    <instance_geometry url="#g"><bind_material><technique_common><instance_material symbol="paint" target="#m"/></technique_common></bind_material></instance_geometry>
  </node></visual_scene></library_visual_scenes>
  <scene><instance_visual_scene url="#s"/></scene>
</COLLADA>`;

/** A skeleton of a hip and a chest, in centimetres; within a second its hip goes from x = 0 to x = 100. */
export const BVH = `HIERARCHY
ROOT hips
{
  OFFSET 0.0 0.0 0.0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT upper.chest
  {
    OFFSET 0.0 60.0 0.0
    CHANNELS 3 Zrotation Xrotation Yrotation
    End Site
    {
      OFFSET 0.0 40.0 0.0
    }
  }
}
MOTION
Frames: 2
Frame Time: 1.0
0 0 0 0 0 0 0 0 0
100 0 0 0 0 0 0 0 0
`;

/** A text FBX: a square of one colour, bound to two bones in a row. @param {number[]} color from 0 to 1 */
export const fbx = (color) => `; FBX 7.4.0 project file
FBXHeaderExtension:  {
	FBXHeaderVersion: 1003
	FBXVersion: 7400
}
GlobalSettings:  {
	Version: 1000
	Properties70:  {
		P: "UpAxis", "int", "Integer", "",1
		P: "UnitScaleFactor", "double", "Number", "",1
	}
}
Objects:  {
	Geometry: 100, "Geometry::square", "Mesh" {
		Vertices: *12 {
			a: ${SQUARE.flat().join(",")}
		}
		PolygonVertexIndex: *4 {
			a: 0,1,2,-4
		}
		GeometryVersion: 124
		LayerElementNormal: 0 {
			Version: 101
			Name: ""
			MappingInformationType: "ByPolygonVertex"
			ReferenceInformationType: "Direct"
			Normals: *12 {
				a: 0,0,1,0,0,1,0,0,1,0,0,1
			}
		}
		LayerElementMaterial: 0 {
			Version: 101
			Name: ""
			MappingInformationType: "AllSame"
			ReferenceInformationType: "IndexToDirect"
			Materials: *1 {
				a: 0
			}
		}
	}
	Model: 200, "Model::square", "Mesh" {
		Version: 232
	}
	Material: 300, "Material::paint", "" {
		Version: 102
		ShadingModel: "lambert"
		Properties70:  {
			P: "DiffuseColor", "Color", "", "A",${color.join(",")}
			P: "DiffuseFactor", "Number", "", "A",1
		}
	}
	Model: 400, "Model::hips", "LimbNode" {
		Version: 232
	}
	Model: 401, "Model::chest", "LimbNode" {
		Version: 232
		Properties70:  {
			P: "Lcl Translation", "Lcl Translation", "", "A",0,0.5,0
		}
	}
	Deformer: 500, "Deformer::", "Skin" {
		Version: 101
		Link_DeformAcuracy: 50
	}
	Deformer: 501, "SubDeformer::", "Cluster" {
		Version: 100
		Indexes: *2 {
			a: 0,1
		}
		Weights: *2 {
			a: 1,1
		}
		Transform: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1
		}
		TransformLink: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1
		}
	}
	Deformer: 502, "SubDeformer::", "Cluster" {
		Version: 100
		Indexes: *2 {
			a: 2,3
		}
		Weights: *2 {
			a: 1,1
		}
		Transform: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,-0.5,0,1
		}
		TransformLink: *16 {
			a: 1,0,0,0,0,1,0,0,0,0,1,0,0,0.5,0,1
		}
	}
}
Connections:  {
	C: "OO",200,0
	C: "OO",100,200
	C: "OO",300,200
	C: "OO",400,0
	C: "OO",401,400
	C: "OO",500,100
	C: "OO",501,500
	C: "OO",502,500
	C: "OO",400,501
	C: "OO",401,502
}
`;
