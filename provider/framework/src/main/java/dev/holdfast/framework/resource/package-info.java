/// What an author of a provider implements.
///
/// Read first: [Provider], [Resource], [Call].
@NullMarked
package dev.holdfast.framework.resource;

import org.jspecify.annotations.NullMarked;
