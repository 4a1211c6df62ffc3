package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import dev.holdfast.proto.tfplugin6.ApplyResourceChange;
import dev.holdfast.proto.tfplugin6.ConfigureProvider;
import dev.holdfast.proto.tfplugin6.DynamicValue;
import dev.holdfast.proto.tfplugin6.PlanResourceChange;
import dev.holdfast.proto.tfplugin6.ProviderGrpc;
import dev.holdfast.server.process.PluginClient;
import io.grpc.ManagedChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReattachServerTest {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\{\"registry\\.terraform\\.io/holdfast/tiny\":\\{\"Protocol\":\"grpc\","
              + "\"ProtocolVersion\":6,\"Pid\":(\\d+),\"Test\":true,"
              + "\"Addr\":\\{\"Network\":\"(unix|tcp)\",\"String\":\"([^\"]+)\"}}}");
  private static final ProviderAddress ADDRESS = ProviderAddress.holdfast("tiny");
  private static final Type.Obj CONFIG = Type.objectOf(Map.of("author", Type.STRING));
  private static final Type.Obj NOTE =
      Type.objectOf(new LinkedHashMap<>(Map.of("text", Type.STRING, "signed", Type.STRING)));

  private static ManagedChannel dial(ReattachServer server) {
    Matcher entry = ENTRY.matcher(server.variable());
    assertThat(entry.matches()).as(server.variable()).isTrue();
    assertThat(entry.group(1)).isEqualTo(Long.toString(ProcessHandle.current().pid()));
    return PluginClient.dial(entry.group(2), entry.group(3));
  }

  private static DynamicValue wire(Type type, Value value) {
    byte[] bytes = Msgpack.encode(type, value).toArray();
    return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(bytes)).build();
  }

  private static DynamicValue note(Value text, Value signed) {
    return wire(NOTE, new Value.Obj(Map.of("text", text, "signed", signed)));
  }

  private static Value value(DynamicValue wire) {
    return Msgpack.decode(NOTE, Bytes.of(wire.getMsgpack().toByteArray()));
  }

  private static void configure(ProviderGrpc.ProviderBlockingStub client, String author) {
    var config = new Value.Obj(Map.of("author", Value.of(author)));
    var answer =
        client.configureProvider(
            ConfigureProvider.Request.newBuilder().setConfig(wire(CONFIG, config)).build());
    assertThat(answer.getDiagnosticsList()).isEmpty();
  }

  private static Value created(ProviderGrpc.ProviderBlockingStub client) {
    DynamicValue nothing = wire(NOTE, Value.Null.NULL);
    DynamicValue config = note(Value.of("hi"), Value.Null.NULL);
    var plan =
        client.planResourceChange(
            PlanResourceChange.Request.newBuilder()
                .setTypeName("tiny_note")
                .setPriorState(nothing)
                .setProposedNewState(config)
                .setConfig(config)
                .build());
    assertThat(plan.getDiagnosticsList()).isEmpty();
    var applied =
        client.applyResourceChange(
            ApplyResourceChange.Request.newBuilder()
                .setTypeName("tiny_note")
                .setPriorState(nothing)
                .setPlannedState(plan.getPlannedState())
                .setPlannedPrivate(plan.getPlannedPrivate())
                .setConfig(config)
                .build());
    assertThat(applied.getDiagnosticsList()).isEmpty();
    return value(applied.getNewState());
  }

  private static Value signed(String author) {
    return new Value.Obj(Map.of("text", Value.of("hi"), "signed", Value.of("hi (" + author + ")")));
  }

  @Test
  void clientsWithDifferentConfigurationsShareOneProcess() {
    try (var server = ReattachServer.start(new NoteProvider(), ADDRESS)) {
      ManagedChannel first = dial(server);
      ManagedChannel second = dial(server);
      var ann = ProviderGrpc.newBlockingStub(first);
      var bob = ProviderGrpc.newBlockingStub(second);
      configure(ann, "Ann");
      configure(bob, "Bob");
      assertThat(created(ann)).isEqualTo(signed("Ann"));
      assertThat(created(bob)).isEqualTo(signed("Bob"));
      first.shutdownNow();
      second.shutdownNow();
    }
  }

  @Test
  void aRequestToEndLeavesTheServerAlone() {
    try (var server = ReattachServer.start(new NoteProvider(), ADDRESS)) {
      ManagedChannel channel = dial(server);
      var _ = GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance());
      var client = ProviderGrpc.newBlockingStub(channel);
      configure(client, "Ann");
      assertThat(created(client)).isEqualTo(signed("Ann"));
      channel.shutdownNow();
    }
  }

  @Test
  void severalProvidersShareOneVariable() {
    try (var one = ReattachServer.start(new NoteProvider(), ADDRESS);
        var two = ReattachServer.start(new NoteProvider(), ProviderAddress.holdfast("other"))) {
      assertThat(ReattachServer.variable(one, two))
          .isEqualTo("{" + one.entry() + "," + two.entry() + "}");
      assertThat(two.entry()).startsWith("\"registry.terraform.io/holdfast/other\":{");
    }
  }
}
