/// `ansible-doc`: what modules take, from their own argument specifications.
///
/// Read first: [DocCommand] (the command), [ModuleText] (a module's page).
@NullMarked
package dev.holdfast.cli.doc;

import org.jspecify.annotations.NullMarked;
