/// Client of the Proxmox VE API, knowing nothing of Terraform.
///
/// Read first: [ProxmoxClient] (mirrors the API's tree), [ProxmoxConfig] (how to reach a cluster)
/// and [ProxmoxException] (what can go wrong, and whether the server did anything).
@NullMarked
package dev.holdfast.client.proxmox;

import org.jspecify.annotations.NullMarked;
