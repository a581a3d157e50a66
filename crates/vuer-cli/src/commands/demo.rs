//! `vuer demo`: a robot arm that anybody with the page open can lead by its target.
//!
//! The state is a [`show::Show`]; it lives behind a lock and is told of time by one thread, which also
//! sends what moved, and of people by handlers. A second thread takes the pictures. Both stand still
//! while nobody watches. All pages share one [`vuer::Scene`].

mod arm;
mod camera;
mod cloud;
mod ik;
mod kinematics;
mod motion;
mod paint;
mod pilot;
mod scene;
mod show;
mod stage;
mod tank;
mod urdf;
mod video;
mod world;

use std::sync::Arc;

use self::stage::Stage;
use crate::serving::{ServeArgs, serve};

/// Show what Vuer does: a robot arm to lead, a live point cloud, video.
///
/// Drag the target in the page and the arm follows; click a block to repaint it. Open the page several
/// times: all see and move the same arm.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    serve: ServeArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let stage = Arc::new(Stage::new()?);
    for (name, work) in [
        ("arm", Stage::run_arm as fn(&Stage)),
        ("cameras", Stage::run_cameras),
    ] {
        let stage = Arc::clone(&stage);
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(&stage))?;
    }
    serve(stage.open(args.serve.builder()?), &args.serve)
}
