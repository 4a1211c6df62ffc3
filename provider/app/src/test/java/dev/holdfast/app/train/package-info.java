/// The training run: a packaged provider goes through a usual day's calls while its JVM records the
/// cache.
///
/// Read first: [Training], [ResourceSession].
@NullMarked
package dev.holdfast.app.train;

import org.jspecify.annotations.NullMarked;
