package dev.holdfast.framework.resource;

/// Why an answer has to wait for a later plan. Source: `Deferred.Reason` of the plugin protocol.
public enum Deferral {
  RESOURCE_CONFIG_UNKNOWN,
  PROVIDER_CONFIG_UNKNOWN,
  ABSENT_PREREQ
}
