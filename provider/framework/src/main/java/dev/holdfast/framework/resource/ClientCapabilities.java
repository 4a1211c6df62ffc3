package dev.holdfast.framework.resource;

/// What the calling Terraform can take.
public record ClientCapabilities(boolean deferralAllowed, boolean writeOnlyAttributesAllowed) {

  /// A client that said nothing.
  public static final ClientCapabilities NONE = new ClientCapabilities(false, false);
}
