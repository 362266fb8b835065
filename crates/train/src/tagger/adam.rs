//! Adam (Kingma and Ba 2015): a step along the running mean of the gradient over the root of that of its square.

/// The running means of some weights.
pub(crate) struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
}

const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.98;

impl Adam {
    pub(crate) fn new(weights: usize) -> Self {
        Self { mean: vec![0.0; weights], square: vec![0.0; weights] }
    }

    /// Moves `weights`, which begin at `at` among all of them; `step` counts from 1, `factor` scales the gradient.
    pub(crate) fn step(
        &mut self,
        weights: &mut [f32],
        gradient: &[f32],
        at: usize,
        rate: f32,
        step: i32,
        factor: f32,
    ) {
        let mean_due = 1.0 - MEAN.powi(step);
        let square_due = 1.0 - SQUARE.powi(step);
        let end = at + weights.len();
        for (((weight, gradient), mean), square) in
            weights.iter_mut().zip(gradient).zip(&mut self.mean[at..end]).zip(&mut self.square[at..end])
        {
            let gradient = gradient * factor;
            *mean = MEAN * *mean + (1.0 - MEAN) * gradient;
            *square = SQUARE * *square + (1.0 - SQUARE) * gradient * gradient;
            *weight -= rate * (*mean / mean_due) / ((*square / square_due).sqrt() + 1e-8);
        }
    }
}
