package dev.holdfast.framework.resource;

import dev.holdfast.framework.value.Type;
import java.util.List;

/// A resource with an identity (Terraform 1.12 and newer): the few values that name the object for
/// ever.
public interface Identified {

  IdentitySchema identitySchema();

  /// @param version raised when stored identities have to be upgraded
  record IdentitySchema(long version, List<IdentityAttribute> attributes) {
    public IdentitySchema {
      attributes = List.copyOf(attributes);
    }
  }

  /// @param requiredForImport must be given in an import block; otherwise it may be
  record IdentityAttribute(String name, Type type, boolean requiredForImport, String doc) {}
}
