/// Ansible Vault: encrypted text in formats 1.1 and 1.2, AES256.
///
/// Read first: [Vaults] (the secrets of a run), [VaultText] (the envelope).
@NullMarked
package dev.holdfast.language.vault;

import org.jspecify.annotations.NullMarked;
