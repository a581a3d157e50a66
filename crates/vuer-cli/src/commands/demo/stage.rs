//! Where the show runs: its clock, its audience, and the scene they all see.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use glam::{DAffine3, DMat4};
use vuer::event::EventView as _;
use vuer::event::view::{Click, Init, ObjectMove};
use vuer::prelude::*;
use vuer::prop::Mat4;
use vuer::{ClientEvent, Scene};

use super::show::Show;
use super::world::World;
use super::{cloud, scene, video};

/// Between two steps of the arm: as often as most screens draw.
const STEP: Duration = Duration::from_micros(16_667);
/// Between two pictures of the cameras.
const PICTURE: Duration = Duration::from_micros(66_667);

/// The show, the scene and those who watch.
#[derive(Debug)]
pub(super) struct Stage {
    show: Mutex<Show>,
    scene: Scene,
    watching: Mutex<usize>,
    somebody_came: Condvar,
}

/// One who watches; leaves when dropped.
struct Seat(Arc<Stage>);

impl Stage {
    /// Before the first visitor.
    pub(super) fn new() -> Result<Self> {
        let show = Show::new()?;
        let scene = Scene::new();
        scene.set(scene::scene(&show));
        Ok(Self {
            show: Mutex::new(show),
            scene,
            watching: Mutex::new(0),
            somebody_came: Condvar::new(),
        })
    }

    /// Lets visitors in.
    pub(super) fn open(self: Arc<Self>, vuer: Vuer) -> Vuer {
        let (audience, hands, clicks) = (Arc::clone(&self), Arc::clone(&self), self);
        vuer.workspace(scene::files())
            .spawn(move |session| {
                let stage = Arc::clone(&audience);
                async move {
                    let _seat = stage.seat();
                    stage.scene.join(&session)?;
                    if is_portrait(&session).await {
                        session.update(scene::view(true))?;
                    }
                    session.forever().await
                }
            })
            .on(ObjectMove::ETYPE, move |event, _| {
                let moved = hands.moved(&event);
                async move { Ok(moved?) }
            })
            .on(Click::ETYPE, move |event, _| {
                let clicked = clicks.clicked(&event);
                async move { Ok(clicked?) }
            })
    }

    /// Steps the show and sends what has changed. Never returns.
    pub(super) fn run_arm(&self) {
        let mut said = String::new();
        let mut reach = None;
        let mut before = Instant::now();
        loop {
            self.wait_for_somebody();
            // After a pause the show goes on, it does not catch up.
            let passed = before.elapsed().min(Duration::from_millis(50));
            before = Instant::now();
            let mut show = self.show();
            let changed = show.advance(passed.as_secs_f64());
            if changed.joints {
                self.scene.update(scene::joints(&show.arm));
            }
            if changed.target {
                self.scene.update(scene::target(&show.arm.target()));
            }
            let kind = std::mem::discriminant(&show.arm.reach());
            if reach.replace(kind) != Some(kind) {
                self.scene.update(scene::ball(&show.arm));
            }
            let status = show.status();
            if status != said {
                self.scene.update(scene::status(&show));
                said = status;
            }
            drop(show);
            std::thread::sleep(STEP.saturating_sub(before.elapsed()));
        }
    }

    /// Takes pictures and sends them. Never returns.
    pub(super) fn run_cameras(&self) {
        loop {
            self.wait_for_somebody();
            let started = Instant::now();
            let (tank, arm, camera, blocks) = {
                let show = self.show();
                (
                    show.tank.clone(),
                    show.arm.shape(),
                    show.arm.camera(),
                    show.blocks,
                )
            };
            let world = World::new(&tank, &arm);
            self.scene
                .update(scene::cloud(cloud::scan(&world, &blocks)));
            match video::shoot(&world, &blocks, camera) {
                Ok(jpeg) => self.scene.update(scene::screen(jpeg)),
                Err(error) => tracing::error!("no frame of the wrist camera: {error:#}"),
            }
            // On a slow machine fewer pictures, so that at least two thirds of the time are left.
            let busy = started.elapsed();
            std::thread::sleep(PICTURE.saturating_sub(busy).max(2 * busy));
        }
    }

    fn moved(&self, event: &ClientEvent) -> Result<()> {
        if event.key.as_deref() == Some(scene::TARGET) {
            let moved: ObjectMove = event.parse()?;
            if let Some(pose) = pose(&moved) {
                self.show().move_target(pose);
            }
        }
        Ok(())
    }

    fn clicked(&self, event: &ClientEvent) -> Result<()> {
        let click: Click = event.parse()?;
        if let Some(index) = scene::block_of(&click.key) {
            let mut show = self.show();
            show.repaint(index);
            self.scene.update(scene::block(index, &show.blocks));
        }
        Ok(())
    }

    fn seat(self: &Arc<Self>) -> Seat {
        *lock(&self.watching) += 1;
        self.somebody_came.notify_all();
        Seat(Arc::clone(self))
    }

    fn wait_for_somebody(&self) {
        let watching = lock(&self.watching);
        let empty = |watching: &mut usize| *watching == 0;
        drop(
            self.somebody_came
                .wait_while(watching, empty)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    fn show(&self) -> MutexGuard<'_, Show> {
        lock(&self.show)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *lock(&self.0.watching) -= 1;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the target has been moved to, in the frame of the arm's base. In a headset only the pose in
/// the world is sent.
fn pose(moved: &ObjectMove) -> Option<DAffine3> {
    let affine = |matrix: &Mat4| DAffine3::from_mat4(DMat4::from_cols_array(&matrix.0));
    let pose = match (&moved.matrix, &moved.matrix_world) {
        (Some(matrix), _) => affine(matrix),
        (None, Some(world)) => scene::base().inverse() * affine(world),
        (None, None) => return None,
    };
    // Where it is and how it is turned; a handle has no size that would matter.
    let (_, turn, place) = pose.to_scale_rotation_translation();
    (place.is_finite() && turn.is_finite())
        .then(|| DAffine3::from_rotation_translation(turn, place))
}

/// Whether a client says that its screen is higher than wide, as phones' are.
async fn is_portrait(session: &Session) -> bool {
    let init = session.wait_for(Init::ETYPE, Duration::from_secs(30)).await;
    let screen = init.ok().and_then(|event| event.parse::<Init>().ok());
    screen.is_some_and(|screen| screen.screen_height > screen.screen_width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::{DQuat, dvec3};

    fn matrix(pose: DAffine3) -> Mat4 {
        Mat4(DMat4::from(pose).to_cols_array())
    }

    #[test]
    fn a_target_moved_on_a_screen_and_one_moved_in_a_headset_are_the_same() {
        let there =
            DAffine3::from_rotation_translation(DQuat::from_rotation_z(0.5), dvec3(0.4, 0.1, 0.2));
        let on_screen = ObjectMove {
            matrix: Some(matrix(there)),
            ..ObjectMove::default()
        };
        let in_headset = ObjectMove {
            matrix_world: Some(matrix(scene::base() * there)),
            ..ObjectMove::default()
        };
        for moved in [on_screen, in_headset] {
            assert!(pose(&moved).expect("a pose").abs_diff_eq(there, 1e-9));
        }
    }

    #[test]
    fn moves_without_a_usable_pose_are_left_out() {
        assert!(pose(&ObjectMove::default()).is_none());
        let nowhere = Some(Mat4([f64::NAN; 16]));
        assert!(
            pose(&ObjectMove {
                matrix: nowhere,
                ..ObjectMove::default()
            })
            .is_none()
        );
        let flat = Some(Mat4([0.0; 16]));
        assert!(
            pose(&ObjectMove {
                matrix: flat,
                ..ObjectMove::default()
            })
            .is_none()
        );
    }

    #[test]
    fn the_audience_is_counted() {
        let stage = Arc::new(Stage::new().expect("the demo"));
        let (one, other) = (stage.seat(), stage.seat());
        stage.wait_for_somebody();
        drop((one, other));
        assert_eq!(*lock(&stage.watching), 0);
    }
}
