//! Faces, from landmarks.

use vuer_macros::Component;

use super::placed::placed;
use crate::base::Base;
use crate::groups::{Object3d, Surface};
use crate::prop::{Corner, Numbers};
use crate::value::{Map, Value};

placed! {
    /// A face of the 468 landmarks that MediaPipe finds in a picture; ten more, of the irises, may follow and
    /// are not drawn. It looks the way it does in the picture, with its middle at the position. Without
    /// landmarks it is a face of average shape that looks along z.
    ///
    /// It is drawn on both sides with a `standard` material if nothing else is set; maps of the material are
    /// laid on it as MediaPipe's canonical face has them.
    Facemesh [surface: Surface] {
        /// The landmarks: x to the right and y down, as shares of the picture, and z away from the camera,
        /// on the scale of x. For a picture that is not square, y times its height over its width.
        points: Vec<Corner>,
        /// The same by an older name, as a map with `keypoints`; `points` beats it.
        face: Map,
        /// How the head is turned, column-major: a map with those 16 numbers as `data`, or the numbers.
        /// Without it that is found from `verticalTri`.
        facial_transformation_matrix: Value,
        /// Strengths of expressions. No client draws anything by them.
        face_blendshapes: Value,
        /// Whether the face is moved as the matrix says.
        #[component(default = false)]
        offset: bool,
        /// How many units of the matrix are a metre.
        #[component(default = 80)]
        offset_scalar: f64,
        /// Width of the face in metres, straightened; it beats the two others.
        width: f64,
        /// Height of the face in metres, straightened; it beats `depth`.
        height: f64,
        /// Depth of the face in metres, straightened.
        #[component(default = 1)]
        depth: f64,
        /// Numbers of three landmarks that stand upright in a face that looks straight ahead.
        #[component(default = [159, 386, 152])]
        vertical_tri: Numbers,
        /// Number of the landmark that is at the position; absent, the middle of the face.
        origin: Value,
        /// Whether eyes are followed. Only `eyesAsOrigin` needs it.
        #[component(default = true)]
        eyes: bool,
        /// Whether the middle between the eyes is at the position.
        #[component(default = false)]
        eyes_as_origin: bool,
        /// Whether a frame of the face's own and the upright triangle are shown.
        #[component(default = false)]
        debug: bool,
    }
}
