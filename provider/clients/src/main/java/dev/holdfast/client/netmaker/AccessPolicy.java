package dev.holdfast.client.netmaker;

/// A policy that says which nodes reach which; networks are made with one for all nodes.
///
/// Source: the record `Acl` of `/api/v1/acls`.
public record AccessPolicy(Fields fields) {

  public String id() {
    return fields.text("id").orElse("");
  }

  public boolean enabled() {
    return fields.flag("enabled").orElse(false);
  }
}
