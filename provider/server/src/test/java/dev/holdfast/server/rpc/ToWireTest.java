package dev.holdfast.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.proto.tfplugin6.Schema.NestedBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToWireTest {

  @Test
  void aPathIntoASetPointsAtTheSet() {
    Path path = Path.of("nets").index(1).key("k").attribute("ips").element(Value.of("x"));
    var steps = ToWire.path(path.attribute("deeper")).getStepsList();
    assertThat(steps).hasSize(4);
    assertThat(steps.get(0).getAttributeName()).isEqualTo("nets");
    assertThat(steps.get(1).getElementKeyInt()).isEqualTo(1);
    assertThat(steps.get(2).getElementKeyString()).isEqualTo("k");
    assertThat(steps.get(3).getAttributeName()).isEqualTo("ips");
  }

  @Test
  void aDiagnosticWithoutPlaceHasNoPath() {
    var message = ToWire.diagnostic(Diagnostic.error("s\ud800", "d"));
    assertThat(message.hasAttribute()).isFalse();
    assertThat(message.getSummary()).isEqualTo("s\ufffd");
    assertThat(message.getSeverity())
        .isEqualTo(dev.holdfast.proto.tfplugin6.Diagnostic.Severity.ERROR);
  }

  @Test
  void nestedAttributesAndBlocksKeepTheirShape() {
    Attribute size = Attribute.optionalComputed("size", Type.NUMBER, "Size.").deprecated("Old.");
    Attribute secret = Attribute.optional("secret", Type.STRING, "Secret.").writeOnly();
    Attribute disks =
        Attribute.nested("disks", Nesting.MAP, Presence.OPTIONAL, "Disks.", List.of(size, secret));
    Block timeouts =
        Block.of("timeouts", Nesting.SINGLE, new Body(List.of(secret)), "How long to wait.");
    Schema schema =
        new Schema(
            2,
            new Body(List.of(disks), List.of(timeouts), List.of()),
            "A machine.",
            java.util.Optional.of("Use another."));
    var block = SchemaToWire.schema(schema).getBlock();
    assertThat(block.getVersion()).isEqualTo(2);
    assertThat(block.getDeprecated()).isTrue();
    var nested = block.getAttributes(0).getNestedType();
    assertThat(block.getAttributes(0).getType().isEmpty()).isTrue();
    assertThat(nested.getNesting())
        .isEqualTo(dev.holdfast.proto.tfplugin6.Schema.Object.NestingMode.MAP);
    assertThat(nested.getAttributes(0).getOptional()).isTrue();
    assertThat(nested.getAttributes(0).getComputed()).isTrue();
    assertThat(nested.getAttributes(0).getDeprecated()).isTrue();
    assertThat(nested.getAttributes(1).getWriteOnly()).isTrue();
    assertThat(block.getBlockTypes(0).getNesting()).isEqualTo(NestedBlock.NestingMode.SINGLE);
    assertThat(block.getBlockTypes(0).getBlock().getAttributesCount()).isEqualTo(1);
  }
}
