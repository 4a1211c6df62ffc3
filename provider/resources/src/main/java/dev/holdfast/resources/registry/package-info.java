/// The published providers and the types each of them serves.
///
/// Read first: [Families], [Family].
@NullMarked
package dev.holdfast.resources.registry;

import org.jspecify.annotations.NullMarked;
