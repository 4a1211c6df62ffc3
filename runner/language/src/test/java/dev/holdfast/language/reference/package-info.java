/// The original beside which the language is tested: a Python process with ansible-core.
///
/// Read first: [Reference].
@NullMarked
package dev.holdfast.language.reference;

import org.jspecify.annotations.NullMarked;
