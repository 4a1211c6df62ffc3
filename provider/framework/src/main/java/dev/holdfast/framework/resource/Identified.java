package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Map;

/// A resource with an identity (Terraform 1.12 and newer): the few values that name the object for
/// ever.
public interface Identified {

  IdentitySchema identitySchema();

  /// The way to the current identity schema from each older version.
  default Map<Long, IdentityUpgrade> identityUpgraders() {
    return Map.of();
  }

  /// Turns a stored identity, read without a schema, into one of the current version.
  @FunctionalInterface
  interface IdentityUpgrade {
    Value.Obj upgrade(Value old, Diagnostics diagnostics);
  }

  /// @param version raised when stored identities have to be upgraded
  record IdentitySchema(long version, List<IdentityAttribute> attributes) {
    public IdentitySchema {
      attributes = List.copyOf(attributes);
    }
  }

  /// @param requiredForImport must be given in an import block; otherwise it may be
  record IdentityAttribute(String name, Type type, boolean requiredForImport, String doc) {}
}
