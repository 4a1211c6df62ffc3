/// Keys, certificates and signatures as SSH encodes them, with the crypto of the Java runtime only.
///
/// Read first: [UserKey] (what can sign for a user), [PublicKeys] (key blobs), [Certificate].
@NullMarked
package dev.holdfast.transport.key;

import org.jspecify.annotations.NullMarked;
