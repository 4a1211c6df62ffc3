package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;

/// No usable answer came, and for a write it is certain that nothing was done.
public final class UnavailableException extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  UnavailableException(Code code, String message) {
    super(code, Execution.NOT_EXECUTED, message);
  }
}
