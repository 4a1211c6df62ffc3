/// `ansible-galaxy`: installing roles and collections from folders, archives and git repositories.
///
/// Read first: [GalaxyCommand] (the command), [Requirement] (what is asked for), [Fetcher] (where
/// it comes from).
@NullMarked
package dev.holdfast.cli.galaxy;

import org.jspecify.annotations.NullMarked;
