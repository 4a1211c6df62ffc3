package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps no managed object (`use_only_state`); data sources are still read from a folder.
record StateOnlyStore(Path data) implements Store {

  @Override
  public Reading read(String id, Type.Obj type) {
    return Reading.AsInState.AS_IN_STATE;
  }

  @Override
  public void create(String typeName, Value.Obj object) {}

  @Override
  public void update(String typeName, Value.Obj object) {}

  @Override
  public void delete(String id) {}

  @Override
  public Value.Obj readData(String id, Type.Obj type) {
    return DiskStore.dataFile(data, id, type);
  }

  @Override
  public void list(
      String typeName, Optional<String> id, Type.Obj type, Consumer<Value.Obj> found) {}
}
