//! Figures as sentences of different reports are compared by them.

use read::Figure;

/// A value, by its bits, with its unit.
pub(crate) type Amount<'r> = (u64, Option<&'r str>);

/// What a figure comes to.
pub(crate) fn amount(figure: &Figure) -> Amount<'_> {
    (figure.value.to_bits(), figure.unit.as_deref())
}

/// Whether a figure tells sentences by its value: not an ordinal, and not *the two sides*.
pub(crate) fn tells(figure: &Figure) -> bool {
    const FEW: f64 = 3.0;
    !figure.ordinal && (figure.unit.is_some() || figure.value > FEW || figure.value.fract() > 0.0)
}
