/// Client of the Netmaker API, knowing nothing of Terraform.
///
/// Read first: [NetmakerClient] (mirrors the API's tree), [Wire] (what differs between the eras of
/// the server) and [NetmakerException] (what can go wrong, and whether the server did anything).
@NullMarked
package dev.holdfast.client.netmaker;

import org.jspecify.annotations.NullMarked;
