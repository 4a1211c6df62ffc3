/// Services under a real systemd.
///
/// Read first: [SystemdTest].
@NullMarked
package dev.holdfast.runner.acceptance.services;

import org.jspecify.annotations.NullMarked;
