package dev.holdfast.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.proto.tfplugin6.GetProviderSchema;
import dev.holdfast.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.holdfast.server.process.HostedPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The packaged program under our own client and under the real Terraform.
class PackagedTest {

  private final Path program = program();

  private static Path program() {
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(
          Published.packaged().isPresent(), "There is no package to test; make build makes one.");
    }
    return Published.packaged().orElseThrow();
  }

  @Test
  void answersOverMutualTls() {
    try (var plugin = HostedPlugin.start(List.of(program.toString()))) {
      var stub = new ProtocolClient(plugin.channel()).stub();
      var schema = stub.getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
      assertThat(schema.getDiagnosticsList()).isEmpty();
      assertThat(schema.getResourceSchemasMap()).containsKey("proxmox_vm");
      assertThat(schema.getServerCapabilities().getMoveResourceState()).isTrue();
      var identities =
          stub.getResourceIdentitySchemas(GetResourceIdentitySchemas.Request.getDefaultInstance());
      assertThat(identities.getDiagnosticsList()).isEmpty();
      plugin.shutdown(Duration.ofSeconds(2));
      assertThat(plugin.exitValue()).isZero();
    }
  }

  @Test
  void servesTheRealTerraformUnderEachOfItsNames() {
    try (var terraform = Workspace.traced(Published.executable(program))) {
      terraform.configuration(
          """
          terraform {
            required_providers {
              proxmox  = { source = "holdfast/proxmox" }
              holdfast = { source = "holdfast/holdfast" }
            }
          }
          """);
      var schemas = terraform.run("providers", "schema", "-json", "-no-color").succeeded().json();
      assertThat(schemas.path("provider_schemas").propertyNames())
          .anyMatch(name -> name.endsWith("/holdfast/proxmox"))
          .anyMatch(name -> name.endsWith("/holdfast/holdfast"));
      for (var provider : schemas.path("provider_schemas")) {
        assertThat(provider.path("resource_schemas").has("proxmox_vm")).isTrue();
      }
    }
  }
}
