/// What the user is told: errors and warnings as data.
///
/// Read first: [Diagnostic], [Diagnostics].
@NullMarked
package dev.holdfast.framework.diag;

import org.jspecify.annotations.NullMarked;
