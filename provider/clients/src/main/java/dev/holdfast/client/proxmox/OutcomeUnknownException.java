package dev.holdfast.client.proxmox;

/// A write of which nobody knows whether it was carried out: the answer was lost, late or said so
/// (595, 596). Reading back tells, see [Resolve].
public final class OutcomeUnknownException extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String message) {
    super(Code.OUTCOME_UNKNOWN, Execution.UNKNOWN, message);
  }
}
