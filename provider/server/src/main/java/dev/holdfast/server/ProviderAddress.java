package dev.holdfast.server;

/// Where a provider is published: `registry.terraform.io/holdfast/proxmox`.
public record ProviderAddress(String host, String namespace, String type) {

  /// The address under which Terraform looks for our provider of this type.
  public static ProviderAddress holdfast(String type) {
    return new ProviderAddress("registry.terraform.io", "holdfast", type);
  }

  @Override
  public String toString() {
    return host + "/" + namespace + "/" + type;
  }
}
