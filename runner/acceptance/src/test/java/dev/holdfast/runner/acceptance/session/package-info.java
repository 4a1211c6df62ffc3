/// Runs inside another program: projects that are packaged, sessions side by side, cancellation,
/// and what comes back.
@NullMarked
package dev.holdfast.runner.acceptance.session;

import org.jspecify.annotations.NullMarked;
