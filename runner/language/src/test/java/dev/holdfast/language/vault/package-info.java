/// Tests of vaults beside ansible-vault.
@NullMarked
package dev.holdfast.language.vault;

import org.jspecify.annotations.NullMarked;
