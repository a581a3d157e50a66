//! Classes of three.js by their names: objects and geometries that are put together from child nodes.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Light, Object3d, Shadow};
use crate::prop::{Args, Color, Numbers, Vec2, Vec3};
use crate::value::Value;

/// Declares objects that are drawn with what their children are.
macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident($tag:literal),)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Component)]
        #[component(tag = $tag)]
        pub struct $name {
            /// Key, containers, further props.
            #[component(base)]
            pub base: Base,
            /// Where it stands.
            #[component(group)]
            pub object: Object3d,
        }
    )+};
}

objects! {
    /// Triangles: a geometry and a material, which are child nodes.
    Mesh("mesh"),
    /// A place for other nodes.
    IntrinsicObject("object3D"),
    /// Points: a geometry and a `pointsMaterial`, which are child nodes.
    Points("points"),
    /// A line from point to point of its geometry: a child node, as its material is.
    IntrinsicLine("line"),
    /// A line for each pair of points of its geometry.
    LineSegments("lineSegments"),
    /// A line from point to point of its geometry, and back to the first.
    LineLoop("lineLoop"),
}

/// Points from buffers, with a material as their child, such as [`PointMaterial`](super::PointMaterial).
/// [`PointCloud`](super::PointCloud) takes less room on the wire.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "Points")]
pub struct PointsBuffer {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Coordinates in metres, `stride` for each point.
    pub positions: Option<Numbers>,
    /// Three linear parts from 0 to 1 for each point; the material's `vertexColors` has them seen.
    pub colors: Option<Numbers>,
    /// One for each point: the attribute `size`, for a `shaderMaterial`.
    pub sizes: Option<Numbers>,
    /// Coordinates of each point: 3, or 2 in the plane z = 0.
    #[component(default = 3)]
    pub stride: Option<u32>,
}

/// A picture that always faces the camera, with a `spriteMaterial` as its child.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "sprite")]
pub struct Sprite {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// What of the picture stands at its position: from [0, 0], below left, to [1, 1].
    #[component(default = [0.5, 0.5])]
    pub center: Option<Vec2>,
}

/// Declares lights with three.js's defaults.
macro_rules! lights {
    ($(
        $(#[$doc:meta])*
        $name:ident($tag:literal) [$($field:ident: $group:ident),*]
        { $($(#[$meta:meta])* $prop:ident: $type:ident,)* }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Component)]
        #[component(tag = $tag)]
        pub struct $name {
            /// Key, containers, further props.
            #[component(base)]
            pub base: Base,
            /// Where it stands. `castShadow` is false if it is not set.
            #[component(group)]
            pub object: Object3d,
            /// Colour. The intensity is 1 if it is not set.
            #[component(group)]
            pub light: Light,
            $(
                /// Its shadows, with three.js's defaults.
                #[component(group)]
                pub $field: $group,
            )*
            $($(#[$meta])* pub $prop: Option<$type>,)*
        }
    )+};
}

lights! {
    /// Light from everywhere: three.js's own, with its defaults.
    IntrinsicAmbientLight("ambientLight") [] {}

    /// Light in parallel rays, from its position towards the origin: three.js's own, with its defaults.
    IntrinsicDirectionalLight("directionalLight") [shadow: Shadow] {}

    /// Light from a point in all directions: three.js's own, with its defaults.
    IntrinsicPointLight("pointLight") [shadow: Shadow] {
        /// Metres after which nothing is lit; 0 means no end.
        #[component(default = 0)]
        distance: f64,
        /// Power of the distance by which the light grows weaker.
        #[component(default = 2)]
        decay: f64,
    }

    /// Light from a point in a cone: three.js's own, with its defaults.
    IntrinsicSpotLight("spotLight") [shadow: Shadow] {
        /// Metres after which nothing is lit; 0 means no end.
        #[component(default = 0)]
        distance: f64,
        /// Half the opening of the cone in radians, at most π/2.
        #[component(default = 1.0471975511965976)]
        angle: f64,
        /// Share of the cone, from 0 to 1, over which the edge is soft.
        #[component(default = 0)]
        penumbra: f64,
        /// Power of the distance by which the light grows weaker.
        #[component(default = 2)]
        decay: f64,
    }

    /// Light from the sky above and from the ground below: three.js's own, with its defaults.
    IntrinsicHemisphereLight("hemisphereLight") [] {
        /// Colour from below.
        #[component(default = "#ffffff")]
        ground_color: Color,
    }

    /// Light from a rectangle: three.js's own, with its defaults.
    IntrinsicRectAreaLight("rectAreaLight") [] {
        /// Width in metres.
        #[component(default = 10)]
        width: f64,
        /// Height in metres.
        #[component(default = 10)]
        height: f64,
        /// The point in the parent's frame that it faces.
        look_at: Vec3,
    }
}

/// Declares geometries: the tag, and the default of `args`.
macro_rules! geometries {
    ($($(#[$doc:meta])* $name:ident($tag:literal) { $(#[$args:meta])* args })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Component)]
        #[component(tag = $tag)]
        pub struct $name {
            /// Key, containers, further props.
            #[component(base)]
            pub base: Base,
            /// What of the parent it is.
            #[component(default = "geometry")]
            pub attach: Option<String>,
            $(#[$args])*
            pub args: Option<Args>,
        }
    )+};
}

geometries! {
    /// A cuboid, as the child of a mesh.
    BoxGeometry("boxGeometry") {
        /// Width, height and depth in metres, then the number of segments along each.
        #[component(default = [1, 1, 1, 1, 1, 1])]
        args
    }
    /// A cylinder with half a sphere at either end, as the child of a mesh.
    CapsuleGeometry("capsuleGeometry") {
        /// Radius and length of the cylinder in metres, segments of the caps, around, and along.
        #[component(default = [1, 1, 4, 8, 1])]
        args
    }
    /// A disc or a sector of one, as the child of a mesh.
    CircleGeometry("circleGeometry") {
        /// Radius in metres, segments, where the sector begins, its angle.
        #[component(default = [1, 32, 0, 6.283185307179586])]
        args
    }
    /// A cone along y, as the child of a mesh.
    ConeGeometry("coneGeometry") {
        /// Radius and height in metres, segments around and along, whether the base is open, where the
        /// sector begins, its angle.
        #[component(default = [1, 1, 32, 1, false, 0, 6.283185307179586])]
        args
    }
    /// A cylinder along y, as the child of a mesh.
    CylinderGeometry("cylinderGeometry") {
        /// Radius at the top and at the bottom and height in metres, segments around and along, whether
        /// the ends are open, where the sector begins, its angle.
        #[component(default = [1, 1, 1, 32, 1, false, 0, 6.283185307179586])]
        args
    }
    /// Twelve pentagons, as the child of a mesh.
    DodecahedronGeometry("dodecahedronGeometry") {
        /// Radius in metres, how often faces are divided.
        #[component(default = [1, 0])]
        args
    }
    /// Twenty triangles, as the child of a mesh.
    IcosahedronGeometry("icosahedronGeometry") {
        /// Radius in metres, how often faces are divided.
        #[component(default = [1, 0])]
        args
    }
    /// Eight triangles, as the child of a mesh.
    OctahedronGeometry("octahedronGeometry") {
        /// Radius in metres, how often faces are divided.
        #[component(default = [1, 0])]
        args
    }
    /// Four triangles, as the child of a mesh.
    TetrahedronGeometry("tetrahedronGeometry") {
        /// Radius in metres, how often faces are divided.
        #[component(default = [1, 0])]
        args
    }
    /// A rectangle facing +z, as the child of a mesh.
    PlaneGeometry("planeGeometry") {
        /// Width and height in metres, segments along each.
        #[component(default = [1, 1, 1, 1])]
        args
    }
    /// A ring facing +z, as the child of a mesh.
    RingGeometry("ringGeometry") {
        /// Inner and outer radius in metres, segments around and across, where the sector begins, its
        /// angle.
        #[component(default = [0.5, 1, 32, 1, 0, 6.283185307179586])]
        args
    }
    /// A sphere, as the child of a mesh.
    SphereGeometry("sphereGeometry") {
        /// Radius in metres, segments around and from pole to pole, where the sector begins and its
        /// angle, each around and from pole to pole.
        #[component(default = [1, 32, 16, 0, 6.283185307179586, 0, 3.141592653589793])]
        args
    }
    /// A torus around z, as the child of a mesh.
    TorusGeometry("torusGeometry") {
        /// Radius and radius of the tube in metres, segments around the tube and along it, its angle.
        #[component(default = [1, 0.4, 12, 48, 6.283185307179586])]
        args
    }
    /// A knot on a torus, as the child of a mesh.
    TorusKnotGeometry("torusKnotGeometry") {
        /// Radius and radius of the tube in metres, segments along the tube and around it, turns around
        /// the axis and around the torus.
        #[component(default = [1, 0.4, 64, 8, 2, 3])]
        args
    }
    /// A tube along a curve, as the child of a mesh.
    TubeGeometry("tubeGeometry") {
        /// Points of the curve, segments along, radius in metres, segments around, whether it is closed.
        args
    }
    /// An outline turned around y, as the child of a mesh.
    LatheGeometry("latheGeometry") {
        /// Points of the outline, segments, where the sector begins, its angle.
        args
    }
    /// Faces between points that are pushed out to a sphere, as the child of a mesh.
    PolyhedronGeometry("polyhedronGeometry") {
        /// Coordinates of the corners, indices of the faces' corners, radius in metres, how often faces
        /// are divided.
        args
    }
    /// A flat outline, as the child of a mesh.
    ShapeGeometry("shapeGeometry") {
        /// Outlines, segments of curves.
        args
    }
    /// An outline with depth, as the child of a mesh.
    ExtrudeGeometry("extrudeGeometry") {
        /// Outlines, and options as in `Extrude`.
        args
    }
    /// The edges of another geometry, as the child of `lineSegments`.
    EdgesGeometry("edgesGeometry") {
        /// What has the edges, as in `Edges`: `["Box", 1, 1, 1]` or `{vertices, faces}`; then the angle in
        /// degrees above which two faces have an edge between them.
        #[component(default = [null, 1])]
        args
    }
    /// The triangles of another geometry as lines, as the child of `lineSegments`.
    WireframeGeometry("wireframeGeometry") {
        /// What has the triangles, as in `Edges`.
        args
    }
}

/// A geometry of one's own: its children are `bufferAttribute`s.
///
/// ```
/// use vuer_protocol::{BaseProps, components as c, Value};
///
/// let triangle = c::BufferGeometry::new().child(
///     c::BufferAttribute::new()
///         .attach("attributes-position")
///         .array(vec![0.0_f32, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0])
///         .item_size(3),
/// );
/// ```
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "bufferGeometry")]
pub struct BufferGeometry {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What of the parent it is.
    #[component(default = "geometry")]
    pub attach: Option<String>,
}

/// Numbers of a `bufferGeometry`: a few for each vertex.
#[derive(Debug, Clone, Default, Component)]
#[component(tag = "bufferAttribute")]
pub struct BufferAttribute {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// What of the geometry it is: `attributes-position`, `attributes-normal`, `attributes-color`,
    /// `attributes-uv` or `index`.
    #[component(default = "attributes-position")]
    pub attach: Option<String>,
    /// The numbers: a list, or bytes with float32 numbers (uint32 for `index`), little-endian.
    pub array: Option<Value>,
    /// How many of them a vertex has.
    #[component(default = 3)]
    pub item_size: Option<u32>,
    /// The array and the number for each vertex, in place of `array` and `itemSize`.
    pub args: Option<Args>,
}
