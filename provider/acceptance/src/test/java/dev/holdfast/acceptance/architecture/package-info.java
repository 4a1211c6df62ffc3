/// Keeps the main code of the provider modules to the rules of `docs/architecture.md`.
///
/// Read first: [ArchitectureTest].
@NullMarked
package dev.holdfast.acceptance.architecture;

import org.jspecify.annotations.NullMarked;
