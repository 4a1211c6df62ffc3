/// `ansible`: one task on the hosts of a pattern.
///
/// Read first: [AdhocCommand] (the command), [TaskPlay] (the play that it makes).
@NullMarked
package dev.holdfast.cli.adhoc;

import org.jspecify.annotations.NullMarked;
