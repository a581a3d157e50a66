//! The components: one type for each kind of node.
//!
//! Import the module, not the types – one of them is called `Box`:
//!
//! ```
//! use vuer_protocol::components as c;
//! use vuer_protocol::{BaseProps, groups::Object3dProps};
//!
//! let arm = c::Group::new().key("arm").child((
//!     c::Box::new().args([0.1, 0.5, 0.1]).position([0.0, 0.25, 0.0]),
//!     c::Box::new().args([0.2, 0.1, 0.2]),
//! ));
//! ```
//!
//! A prop that is not set is not sent, and the client takes its default. Props are checked by their
//! types and by nothing else: what a component does not declare goes by
//! [`prop`](crate::BaseProps::prop), and a kind of node that is not declared is a
//! [`Node`](crate::Node).

mod animation;
mod arrangement;
mod attached;
mod bodies;
mod boxes;
mod camera_views;
mod cameras;
mod contrib;
mod controls;
mod depth;
mod effects;
mod faces;
mod frustums;
mod grippers;
mod html;
mod images;
mod intrinsics;
mod layout;
mod lights;
mod lines;
mod markers;
mod masks;
mod materials;
mod models;
mod placed;
mod points;
mod primitives;
mod solids;
mod splats;
mod staging;
mod text;
mod unsupported;
mod video;
mod widgets;
mod worlds;
mod xr;

pub use self::animation::{
    AnimationClip, PlaybackAnimate, QuaternionTrack, ThreeAnimate, VectorTrack,
};
pub use self::arrangement::{
    Alignment, AlignmentProps, BBAnchor, Billboard, Bounds, CameraShake, Center, Detailed, Float,
    GradientTexture, Html, Outlines, Resize, RoundedBox, SceneOffset, ScreenQuad, ScreenSpace,
    SpriteAnimator, Svg, Trail,
};
pub use self::attached::{Decal, PositionalAudio};
pub use self::bodies::{Bodies, Body, HandsView, Head};
pub use self::boxes::{BBox, BoundingBox, BoundingBoxProvider};
pub use self::camera_views::{
    CameraPreviewOverlay, CameraPreviewThumbs, CameraType, CameraView, ControlMode, Corner, Hud,
    SceneCameraControl, StreamMode, ViewportHud,
};
pub use self::cameras::{
    Camera, CameraClass, FisheyeCamera, OrbitControls, OrthographicCamera, PerspectiveCamera,
    Projection, SceneCamera, SimpleOrthographicCamera, SimplePerspectiveCamera, SmoothCamera,
};
pub use self::contrib::{
    ContribLoader, HandActuator, MjCameraView, MotionControllerActuator, MuJoCo, MuJoCoProvider,
};
pub use self::controls::{
    AnnotatedPivotControls, Clickable, Gamepad, GrabRender, KeyboardControls, KeyboardMonitor,
    Movable, Pivot, PivotXR, Pointer, PointerControls, Select, TimelineControls, UrdfDialControls,
};
pub use self::depth::{
    ColorMode, Colormap, DepthLook, DepthLookProps, DepthPointCloud, DepthPointCloudProvider,
    InPlaceDepthPointCloud,
};
pub use self::effects::{
    AsciiRenderer, DotScreenPass, Effects, FilmPass, ShaderPass, UnrealBloomPass,
};
pub use self::faces::Facemesh;
pub use self::frustums::{
    CameraHelper, FisheyeFrustum, Frustum, OrthographicFrustum, PerspectiveFrustum,
};
pub use self::grippers::{Gripper, SkeletalGripper};
pub use self::html::{
    AutoScroll, Button, Div, Header1, Header2, Header3, Iframe, ImageUpload, Img, InputBox, Link,
    Markdown, Page, Paragraph, Slider, Span,
};
pub use self::images::{
    BackgroundColor, BackgroundMapping, HUDPlane, Image, ImageBackground, ImageGeometry,
    ImagePlane, SceneBackground,
};
pub use self::intrinsics::{
    BoxGeometry, BufferAttribute, BufferGeometry, CapsuleGeometry, CircleGeometry, ConeGeometry,
    CylinderGeometry, DodecahedronGeometry, EdgesGeometry, ExtrudeGeometry, IcosahedronGeometry,
    IntrinsicAmbientLight, IntrinsicDirectionalLight, IntrinsicHemisphereLight, IntrinsicLine,
    IntrinsicObject, IntrinsicPointLight, IntrinsicRectAreaLight, IntrinsicSpotLight,
    LatheGeometry, LineLoop, LineSegments, Mesh, OctahedronGeometry, PlaneGeometry, Points,
    PointsBuffer, PolyhedronGeometry, RingGeometry, ShapeGeometry, SphereGeometry, Sprite,
    TetrahedronGeometry, TorusGeometry, TorusKnotGeometry, TubeGeometry, WireframeGeometry,
};
pub use self::layout::{
    DefaultScene, Frameloop, Group, IntrinsicGroup, Scene, SceneContainers, SceneSettings,
    SceneSettingsProps, builtin_background,
};
pub use self::lights::{
    AmbientLight, DirectionalLight, HemisphereLight, HemisphereLightStage, PointLight,
    RectAreaLight, SpotLight,
};
pub use self::lines::{CatmullRomLine, CubicBezierLine, CurveType, Line, QuadraticBezierLine};
pub use self::markers::{Arrow, CoordsMarker, Grid};
pub use self::masks::{Mask, StencilFunc};
pub use self::materials::{
    BasicMaterial, Blending, Fog, FogExp2, Gloss, GlossProps, Glow, GlowProps, LambertMaterial,
    LineBasicMaterial, LineDashedMaterial, Material, MaterialBase, MaterialBaseProps,
    MeshBasicMaterial, MeshDepthMaterial, MeshDiscardMaterial, MeshDistanceMaterial,
    MeshDistortMaterial, MeshLambertMaterial, MeshMatcapMaterial, MeshNormalMaterial,
    MeshPhongMaterial, MeshPhysicalMaterial, MeshReflectorMaterial, MeshStandardMaterial,
    MeshToonMaterial, MeshTransmissionMaterial, MeshWobbleMaterial, Paint, PaintProps,
    PhongMaterial, PhysicalMaterial, Physique, PhysiqueProps, PointMaterial, PointsMaterial,
    RawShaderMaterial, Relief, ReliefProps, ShaderMaterial, ShadowMaterial, SpriteMaterial,
    StandardMaterial, TransmissionMaterial,
};
pub use self::models::{BoneShape, Bvh, Dae, Fbx, Glb, ModelNode, Obj, Pcd, Ply, Stl, Urdf};
pub use self::points::{PointCloud, TriMesh};
pub use self::primitives::{
    Box, Capsule, Circle, Cone, Cylinder, Edges, Plane, Ring, Sphere, Torus, TorusKnot, Wireframe,
};
pub use self::solids::{
    Dodecahedron, Extrude, Icosahedron, Lathe, Octahedron, Polyhedron, Shape, Tetrahedron, Tube,
};
pub use self::splats::{
    LumaSplats, SparkRenderer, SparkSplats, Splat, SplatFile, SplatFileProps, SplatFormat,
    VuerSplat,
};
pub use self::staging::{
    AccumulativeShadows, AmbientLightStage, Backdrop, BakeShadows, Caustics, Cloud, Concentration,
    ContactShadows, Environment, LightForm, Lightformer, PaintedShadow, RandomizedLight, Sky,
    SoftShadows, Sparkles, Stage, StagePreset, Stars, Surroundings,
};
pub use self::text::{Text, Text3D, TextAlign};
pub use self::unsupported::UNSUPPORTED;
pub use self::video::{
    OfferBy, StereoLayout, StereoVideoPlane, VideoMaterial, VideoPlane, WebRTCStereoVideoPlane,
    WebRTCVideoMaterial, WebRTCVideoPlane,
};
pub use self::widgets::{
    Checkbox, ColorInput, Dropdown, Folder, Notification, NotificationLevel, NumberInput, Plot,
    ProgressBar, VectorInput,
};
pub use self::worlds::{MeshPortalMaterial, RenderCubeTexture, RenderTexture};
pub use self::xr::{Hands, MotionControllers, WebXRMesh};
use crate::component::{Component, ComponentDef};

/// Every component, in the order of the documentation. [`DefaultScene`] is a [`Scene`] and not listed
/// beside it.
pub const COMPONENTS: &[&ComponentDef] = &[
    Scene::DEF,
    Group::DEF,
    IntrinsicGroup::DEF,
    Box::DEF,
    Capsule::DEF,
    Circle::DEF,
    Cone::DEF,
    Cylinder::DEF,
    Plane::DEF,
    Ring::DEF,
    Sphere::DEF,
    Torus::DEF,
    TorusKnot::DEF,
    Tetrahedron::DEF,
    Octahedron::DEF,
    Dodecahedron::DEF,
    Icosahedron::DEF,
    Polyhedron::DEF,
    Tube::DEF,
    Extrude::DEF,
    Lathe::DEF,
    Shape::DEF,
    Edges::DEF,
    Wireframe::DEF,
    PointCloud::DEF,
    DepthPointCloud::DEF,
    InPlaceDepthPointCloud::DEF,
    DepthPointCloudProvider::DEF,
    TriMesh::DEF,
    Splat::DEF,
    VuerSplat::DEF,
    SparkSplats::DEF,
    LumaSplats::DEF,
    SparkRenderer::DEF,
    Line::DEF,
    CatmullRomLine::DEF,
    CubicBezierLine::DEF,
    QuadraticBezierLine::DEF,
    Arrow::DEF,
    CoordsMarker::DEF,
    Frustum::DEF,
    PerspectiveFrustum::DEF,
    OrthographicFrustum::DEF,
    FisheyeFrustum::DEF,
    BBox::DEF,
    BoundingBox::DEF,
    BoundingBoxProvider::DEF,
    Gripper::DEF,
    SkeletalGripper::DEF,
    Grid::DEF,
    Text::DEF,
    Image::DEF,
    ImageBackground::DEF,
    ImagePlane::DEF,
    HUDPlane::DEF,
    SceneBackground::DEF,
    BackgroundColor::DEF,
    VideoPlane::DEF,
    StereoVideoPlane::DEF,
    VideoMaterial::DEF,
    WebRTCVideoPlane::DEF,
    WebRTCStereoVideoPlane::DEF,
    WebRTCVideoMaterial::DEF,
    Glb::DEF,
    Obj::DEF,
    Stl::DEF,
    Ply::DEF,
    Pcd::DEF,
    Dae::DEF,
    Fbx::DEF,
    Bvh::DEF,
    Urdf::DEF,
    ModelNode::DEF,
    AnimationClip::DEF,
    VectorTrack::DEF,
    QuaternionTrack::DEF,
    ThreeAnimate::DEF,
    PlaybackAnimate::DEF,
    AmbientLight::DEF,
    DirectionalLight::DEF,
    PointLight::DEF,
    SpotLight::DEF,
    HemisphereLight::DEF,
    RectAreaLight::DEF,
    HemisphereLightStage::DEF,
    PerspectiveCamera::DEF,
    OrthographicCamera::DEF,
    SimplePerspectiveCamera::DEF,
    SimpleOrthographicCamera::DEF,
    Camera::DEF,
    SmoothCamera::DEF,
    FisheyeCamera::DEF,
    SceneCamera::DEF,
    SceneCameraControl::DEF,
    CameraView::DEF,
    CameraPreviewThumbs::DEF,
    CameraPreviewOverlay::DEF,
    ViewportHud::DEF,
    Hud::DEF,
    CameraHelper::DEF,
    OrbitControls::DEF,
    Movable::DEF,
    Pivot::DEF,
    PivotXR::DEF,
    AnnotatedPivotControls::DEF,
    Clickable::DEF,
    Select::DEF,
    Pointer::DEF,
    PointerControls::DEF,
    KeyboardMonitor::DEF,
    KeyboardControls::DEF,
    TimelineControls::DEF,
    UrdfDialControls::DEF,
    GrabRender::DEF,
    Gamepad::DEF,
    Hands::DEF,
    HandsView::DEF,
    MotionControllers::DEF,
    Body::DEF,
    Bodies::DEF,
    Head::DEF,
    WebXRMesh::DEF,
    Facemesh::DEF,
    ContribLoader::DEF,
    MuJoCoProvider::DEF,
    MuJoCo::DEF,
    MjCameraView::DEF,
    HandActuator::DEF,
    MotionControllerActuator::DEF,
    Text3D::DEF,
    Environment::DEF,
    Lightformer::DEF,
    ContactShadows::DEF,
    AccumulativeShadows::DEF,
    Caustics::DEF,
    RandomizedLight::DEF,
    Stage::DEF,
    Sky::DEF,
    Stars::DEF,
    Sparkles::DEF,
    Cloud::DEF,
    Backdrop::DEF,
    PaintedShadow::DEF,
    Center::DEF,
    Billboard::DEF,
    Float::DEF,
    Trail::DEF,
    Detailed::DEF,
    Resize::DEF,
    ScreenSpace::DEF,
    RoundedBox::DEF,
    Svg::DEF,
    SpriteAnimator::DEF,
    Html::DEF,
    BBAnchor::DEF,
    Bounds::DEF,
    ScreenQuad::DEF,
    SceneOffset::DEF,
    Decal::DEF,
    PositionalAudio::DEF,
    AmbientLightStage::DEF,
    SoftShadows::DEF,
    BakeShadows::DEF,
    AsciiRenderer::DEF,
    Effects::DEF,
    UnrealBloomPass::DEF,
    DotScreenPass::DEF,
    FilmPass::DEF,
    ShaderPass::DEF,
    CameraShake::DEF,
    Outlines::DEF,
    GradientTexture::DEF,
    RenderTexture::DEF,
    RenderCubeTexture::DEF,
    Mask::DEF,
    Mesh::DEF,
    IntrinsicObject::DEF,
    Points::DEF,
    IntrinsicLine::DEF,
    LineSegments::DEF,
    LineLoop::DEF,
    PointsBuffer::DEF,
    Sprite::DEF,
    BoxGeometry::DEF,
    CapsuleGeometry::DEF,
    CircleGeometry::DEF,
    ConeGeometry::DEF,
    CylinderGeometry::DEF,
    DodecahedronGeometry::DEF,
    IcosahedronGeometry::DEF,
    OctahedronGeometry::DEF,
    TetrahedronGeometry::DEF,
    PlaneGeometry::DEF,
    RingGeometry::DEF,
    SphereGeometry::DEF,
    TorusGeometry::DEF,
    TorusKnotGeometry::DEF,
    TubeGeometry::DEF,
    LatheGeometry::DEF,
    PolyhedronGeometry::DEF,
    ShapeGeometry::DEF,
    ExtrudeGeometry::DEF,
    EdgesGeometry::DEF,
    WireframeGeometry::DEF,
    BufferGeometry::DEF,
    BufferAttribute::DEF,
    Material::DEF,
    MeshBasicMaterial::DEF,
    MeshLambertMaterial::DEF,
    MeshPhongMaterial::DEF,
    MeshToonMaterial::DEF,
    MeshStandardMaterial::DEF,
    MeshPhysicalMaterial::DEF,
    MeshMatcapMaterial::DEF,
    MeshNormalMaterial::DEF,
    MeshDepthMaterial::DEF,
    MeshDistanceMaterial::DEF,
    ShadowMaterial::DEF,
    LineBasicMaterial::DEF,
    LineDashedMaterial::DEF,
    PointsMaterial::DEF,
    PointMaterial::DEF,
    SpriteMaterial::DEF,
    ShaderMaterial::DEF,
    RawShaderMaterial::DEF,
    BasicMaterial::DEF,
    LambertMaterial::DEF,
    PhongMaterial::DEF,
    StandardMaterial::DEF,
    PhysicalMaterial::DEF,
    TransmissionMaterial::DEF,
    MeshWobbleMaterial::DEF,
    MeshDistortMaterial::DEF,
    MeshDiscardMaterial::DEF,
    MeshReflectorMaterial::DEF,
    MeshTransmissionMaterial::DEF,
    MeshPortalMaterial::DEF,
    Fog::DEF,
    FogExp2::DEF,
    IntrinsicAmbientLight::DEF,
    IntrinsicDirectionalLight::DEF,
    IntrinsicPointLight::DEF,
    IntrinsicSpotLight::DEF,
    IntrinsicHemisphereLight::DEF,
    IntrinsicRectAreaLight::DEF,
    Page::DEF,
    Div::DEF,
    AutoScroll::DEF,
    Markdown::DEF,
    Header1::DEF,
    Header2::DEF,
    Header3::DEF,
    Paragraph::DEF,
    Span::DEF,
    Link::DEF,
    Button::DEF,
    Slider::DEF,
    InputBox::DEF,
    Img::DEF,
    ImageUpload::DEF,
    Iframe::DEF,
    Checkbox::DEF,
    Dropdown::DEF,
    NumberInput::DEF,
    VectorInput::DEF,
    ColorInput::DEF,
    Folder::DEF,
    ProgressBar::DEF,
    Plot::DEF,
    Notification::DEF,
];
