package dev.holdfast.proto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.proto.goplugin.BrokerProto;
import dev.holdfast.proto.goplugin.ControllerProto;
import dev.holdfast.proto.goplugin.StdioProto;
import dev.holdfast.proto.health.HealthProto;
import dev.holdfast.proto.tfplugin6.ActionProto;
import dev.holdfast.proto.tfplugin6.DataSourceProto;
import dev.holdfast.proto.tfplugin6.EphemeralProto;
import dev.holdfast.proto.tfplugin6.FunctionProto;
import dev.holdfast.proto.tfplugin6.ListProto;
import dev.holdfast.proto.tfplugin6.ProviderProto;
import dev.holdfast.proto.tfplugin6.ResourceProto;
import dev.holdfast.proto.tfplugin6.SchemaProto;
import dev.holdfast.proto.tfplugin6.ValueProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

  /// `wire.txt` was listed from the descriptions that Terraform 1.14 and go-plugin publish (without
  /// the state stores), not from ours; a difference means that hosts no longer understand us.
  @Test
  void namesNumbersAndTypesAreThoseOfTheProtocol() throws IOException {
    List<String> ours =
        WireListing.of(
            List.of(
                ValueProto.getDescriptor(),
                SchemaProto.getDescriptor(),
                ProviderProto.getDescriptor(),
                ResourceProto.getDescriptor(),
                DataSourceProto.getDescriptor(),
                EphemeralProto.getDescriptor(),
                FunctionProto.getDescriptor(),
                ListProto.getDescriptor(),
                ActionProto.getDescriptor(),
                ControllerProto.getDescriptor(),
                BrokerProto.getDescriptor(),
                StdioProto.getDescriptor(),
                HealthProto.getDescriptor()));
    assertThat(ours).containsExactlyElementsOf(published());
  }

  private static List<String> published() throws IOException {
    try (var in = WireTest.class.getResourceAsStream("/wire.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
