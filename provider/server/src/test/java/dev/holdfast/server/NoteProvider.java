package dev.holdfast.server;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The smallest provider on the real engine: notes that are signed with a name from the provider's
/// configuration.
final class NoteProvider implements Provider<String> {

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public Schema schema() {
    return Schema.of("Tiny.", Attribute.required("author", Type.STRING, "Who signs."));
  }

  @Override
  public Optional<String> configure(Value.Obj config, Setup setup, Diagnostics diagnostics) {
    return config.attributes().get("author") instanceof Value.Str(String author)
        ? Optional.of(author)
        : Optional.empty();
  }

  @Override
  public List<Resource<String>> resources() {
    return List.of(new Note());
  }

  private static final class Note implements Resource<String> {
    @Override
    public String typeName() {
      return "tiny_note";
    }

    @Override
    public Schema schema() {
      return Schema.of(
          "A note.",
          Attribute.required("text", Type.STRING, "What it says."),
          Attribute.computed("signed", Type.STRING, "Text and author."));
    }

    @Override
    public Outcome create(Call<String> call, Create request) {
      return signed(call, request.plan(), request.privateState());
    }

    @Override
    public Outcome read(Call<String> call, Read request) {
      return Outcome.of(request.state(), request.privateState());
    }

    @Override
    public Outcome update(Call<String> call, Update request) {
      return signed(call, request.plan(), request.privateState());
    }

    @Override
    public Outcome delete(Call<String> call, Delete request) {
      return Outcome.GONE;
    }

    private static Outcome signed(Call<String> call, Value.Obj plan, PrivateState privateState) {
      if (!(plan.attributes().get("text") instanceof Value.Str(String text))) {
        throw new IllegalStateException("text is not planned");
      }
      Value signature = Value.of(text + " (" + call.data() + ")");
      var state = new Value.Obj(Map.of("text", Value.of(text), "signed", signature));
      return Outcome.of(state, privateState);
    }
  }
}
