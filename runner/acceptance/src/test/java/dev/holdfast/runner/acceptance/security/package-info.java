/// What nobody may see, and whom nobody may trust.
///
/// Read first: [TrustTest], [SecretsTest].
@NullMarked
package dev.holdfast.runner.acceptance.security;

import org.jspecify.annotations.NullMarked;
