/// `ansible-vault`: encrypting and decrypting files and texts.
///
/// Read first: [VaultCommand] (the command), [VaultFiles] (where contents come from and go).
@NullMarked
package dev.holdfast.cli.vault;

import org.jspecify.annotations.NullMarked;
