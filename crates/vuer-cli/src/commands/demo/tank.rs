//! A square tank of water in front of the arm: waves run over it, drops fall into it, and the
//! probe stirs it. Metres, in the frame of the arm's base; the water is a grid of heights.

use glam::{Vec2, Vec3, vec2};

/// Cells along each side.
const CELLS: usize = 96;
/// The middle of the tank on the table.
pub(super) const CENTER: Vec2 = vec2(0.5, 0.0);
/// Half the inner side.
pub(super) const HALF: f32 = 0.2;
/// The height of still water.
pub(super) const LEVEL: f32 = 0.035;
/// No wave gets higher than this above or below the level.
pub(super) const MOST: f32 = 0.022;

const CELL: f32 = 2.0 * HALF / CELLS as f32;
/// How fast waves run, metres a second.
const WAVE_SPEED: f32 = 0.22;
/// The share of its speed that the water keeps over a second.
const KEPT: f32 = 0.42;
/// Waves may cross at most 0.7 cells in a step, or the sum grows without bound.
const STEP: f32 = 1.0 / 120.0;
/// Seconds between drops.
const DROP_EVERY: f32 = 1.1;

/// The water.
#[derive(Debug, Clone)]
pub(super) struct Tank {
    heights: Vec<f32>,
    speeds: Vec<f32>,
    /// Time handed in that is not a whole step yet, and time since the last drop.
    unspent: f32,
    since_drop: f32,
    random: u32,
}

impl Tank {
    /// Still water.
    pub(super) fn new() -> Self {
        let still = vec![0.0; CELLS * CELLS];
        let random = 0x9E37_79B9;
        Self {
            heights: still.clone(),
            speeds: still,
            unspent: 0.0,
            since_drop: 0.0,
            random,
        }
    }

    /// Lets `seconds` pass, with the probe's tip at `tip`.
    pub(super) fn advance(&mut self, seconds: f32, tip: Vec3) {
        // After a pause the water goes on, it does not catch up.
        self.unspent = (self.unspent + seconds).min(0.1);
        while self.unspent >= STEP {
            self.unspent -= STEP;
            self.since_drop += STEP;
            if self.since_drop >= DROP_EVERY {
                self.since_drop = 0.0;
                let place = CENTER + HALF * 0.85 * vec2(self.random(), self.random());
                self.press(place, 0.014, -0.019);
            }
            if tip.z < LEVEL + MOST / 2.0 {
                self.press(tip.truncate(), 0.016, (tip.z - LEVEL).max(-MOST));
            }
            self.step();
        }
    }

    /// The water's height above the table at a place inside the tank.
    pub(super) fn height(&self, place: Vec2) -> f32 {
        let at = ((place - CENTER + HALF) / CELL - 0.5)
            .clamp(Vec2::ZERO, Vec2::splat(CELLS as f32 - 1.001));
        let (x, y) = (at.x as usize, at.y as usize);
        let share = at.fract();
        let cell = |dx: usize, dy: usize| self.heights[(y + dy) * CELLS + x + dx];
        let near = cell(0, 0) + (cell(1, 0) - cell(0, 0)) * share.x;
        let far = cell(0, 1) + (cell(1, 1) - cell(0, 1)) * share.x;
        LEVEL + near + (far - near) * share.y
    }

    /// Which way the surface faces at a place.
    pub(super) fn normal(&self, place: Vec2) -> Vec3 {
        let slope = |by: Vec2| self.height(place - by) - self.height(place + by);
        Vec3::new(slope(vec2(CELL, 0.0)), slope(vec2(0.0, CELL)), 2.0 * CELL).normalize()
    }

    /// Pulls the surface around a place towards `height` above the level.
    fn press(&mut self, place: Vec2, radius: f32, height: f32) {
        let middle = (place - CENTER + HALF) / CELL - 0.5;
        let reach = radius / CELL;
        for y in 0..CELLS {
            for x in 0..CELLS {
                let off = (vec2(x as f32, y as f32) - middle).length_squared() / (reach * reach);
                if off < 4.0 {
                    let cell = &mut self.heights[y * CELLS + x];
                    *cell += (height - *cell) * (-off).exp() * 0.5;
                }
            }
        }
    }

    fn step(&mut self) {
        let pull = (WAVE_SPEED / CELL).powi(2) * STEP;
        let kept = KEPT.powf(STEP);
        for y in 0..CELLS {
            // Beyond a wall the water is as high as before it: waves come back from there.
            let (north, south) = (y.saturating_sub(1), (y + 1).min(CELLS - 1));
            for x in 0..CELLS {
                let (west, east) = (x.saturating_sub(1), (x + 1).min(CELLS - 1));
                let here = self.heights[y * CELLS + x];
                let around = self.heights[y * CELLS + west]
                    + self.heights[y * CELLS + east]
                    + self.heights[north * CELLS + x]
                    + self.heights[south * CELLS + x];
                let speed = &mut self.speeds[y * CELLS + x];
                *speed = (*speed + pull * (around - 4.0 * here)) * kept;
            }
        }
        // Water is neither made nor lost: what drops press down comes back evenly.
        let mean = self.heights.iter().sum::<f32>() / self.heights.len() as f32;
        for (height, speed) in self.heights.iter_mut().zip(&self.speeds) {
            *height = (*height + speed * STEP - mean * 0.05).clamp(-MOST, MOST);
        }
    }

    /// From −1 to 1; always the same sequence.
    fn random(&mut self) -> f32 {
        self.random = self
            .random
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        (self.random >> 8) as f32 / (1 << 23) as f32 - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWAY: Vec3 = Vec3::new(0.0, 0.0, 1.0);

    fn roughness(tank: &Tank) -> f32 {
        tank.heights
            .iter()
            .map(|height| height.abs())
            .fold(0.0, f32::max)
    }

    #[test]
    fn still_water_stays_still_until_a_drop_falls() {
        let mut tank = Tank::new();
        for _ in 0..10 {
            tank.advance(0.1, AWAY);
        }
        assert!(roughness(&tank) == 0.0);
        tank.advance(0.1, AWAY);
        tank.advance(0.1, AWAY);
        assert!(roughness(&tank) > 1e-3);
    }

    #[test]
    fn the_probe_stirs_the_water_only_inside_it() {
        let mut tank = Tank::new();
        tank.advance(0.1, CENTER.extend(LEVEL + 0.05));
        assert!(roughness(&tank) == 0.0);
        tank.advance(0.1, CENTER.extend(LEVEL - 0.01));
        assert!(tank.height(CENTER) < LEVEL - 0.003);
        assert!(
            tank.normal(CENTER + vec2(0.03, 0.0)).x < -0.02,
            "the dent's far side faces it"
        );
    }

    #[test]
    fn waves_stay_in_the_tank() {
        let mut tank = Tank::new();
        for step in 0..200 {
            let angle = step as f32 * 0.7;
            let tip = CENTER + 0.1 * vec2(angle.cos(), angle.sin());
            tank.advance(1.0 / 30.0, tip.extend(LEVEL - 0.03));
        }
        assert!(tank.heights.iter().all(|height| height.abs() <= MOST));
    }
}
