/// `ansible-runner run`: a folder with inventory, project and settings in, artifacts out.
///
/// Read first: [RunnerCommand] (the command), [RunnerFolder] (what goes in), [JobEvents] (what
/// comes out while the run goes on).
@NullMarked
package dev.holdfast.cli.runner;

import org.jspecify.annotations.NullMarked;
