package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Optional;

/// A type whose objects are kept in the [World] as planned, with `id` and everything unknown filled
/// in.
interface Stored extends Resource<CornerData>, Importable<CornerData> {

  /// The object as the server keeps it.
  default Value.Obj made(Call<CornerData> call, Value.Obj planned, PrivateState privateState) {
    return planned;
  }

  /// What is kept beside the state after the object was written.
  default PrivateState kept(PrivateState before) {
    return before;
  }

  @Override
  default Outcome create(Call<CornerData> call, Create request) {
    String id = call.data().world().newId(typeName());
    PrivateState kept = kept(request.privateState());
    Value.Obj planned = Filling.fill(request.plan().with("id", Value.of(id)));
    return write(call, id, made(call, planned, kept), kept);
  }

  @Override
  default Outcome read(Call<CornerData> call, Read request) {
    return call.data()
        .world()
        .get(id(request.state()))
        .map(object -> Outcome.of(object, request.privateState()))
        .orElse(Outcome.GONE);
  }

  @Override
  default Outcome update(Call<CornerData> call, Update request) {
    PrivateState kept = kept(request.privateState());
    Value.Obj planned = Filling.fill(request.plan());
    return write(call, id(request.prior()), made(call, planned, kept), kept);
  }

  @Override
  default Outcome delete(Call<CornerData> call, Delete request) {
    call.data().world().remove(id(request.prior()));
    return Outcome.GONE;
  }

  @Override
  default List<Imported> importState(Call<CornerData> call, Target target) {
    String id =
        switch (target) {
          case Target.Id(String text) -> text;
          case Target.Identity(Value.Obj identity) -> id(identity);
        };
    if (call.data().world().get(id).isEmpty()) {
      call.diagnostics().error("Unable to import " + typeName(), "There is no object " + id + ".");
      return List.of();
    }
    Value.Obj stub = Values.nullObject(schema().type()).with("id", Value.of(id));
    return List.of(new Imported(typeName(), stub, PrivateState.EMPTY, Optional.empty()));
  }

  private static Outcome write(
      Call<CornerData> call, String id, Value.Obj object, PrivateState kept) {
    call.data().world().put(id, object);
    return Outcome.of(object, kept);
  }

  static String id(Value.Obj object) {
    return Values.string(object.get("id")).orElse("");
  }
}
