/// `ansible-config`: the settings and where their values come from.
///
/// Read first: [ConfigCommand] (the command), [SettingsText] (how settings are shown).
@NullMarked
package dev.holdfast.cli.config;

import org.jspecify.annotations.NullMarked;
