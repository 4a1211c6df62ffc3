/// The other half of attributes that stand in a JSON record of the Netmaker API.
///
/// Read first: [NetmakerBinding] (where an attribute stands), [NetmakerTable] (writes and reads a
/// record by the table).
@NullMarked
package dev.holdfast.resources.netmaker;

import org.jspecify.annotations.NullMarked;
