package org.matrixee.web.common;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/** Makes typed identifiers of path parameters; a bad one is refused here, once. */
@Provider
public class IdParamConverters implements ParamConverterProvider {
  private final Map<Class<?>, IdConverter<?>> converters =
      Map.of(
          RoomId.class, new IdConverter<>(RoomId::new, this::dialect),
          UserId.class, new IdConverter<>(IdParamConverters::user, this::dialect),
          RoomAlias.class, new IdConverter<>(IdParamConverters::alias, this::dialect),
          EventId.class, new IdConverter<>(EventId::new, this::dialect),
          Segment.class, new IdConverter<>(Segment::new, this::dialect));

  @Context private UriInfo uri;

  /** For the container, which fills the field. */
  @SuppressWarnings("NullAway.Init")
  public IdParamConverters() {}

  /** For requests of one path. */
  IdParamConverters(UriInfo uri) {
    this.uri = uri;
  }

  private Dialect dialect() {
    return Dialect.of(uri.getPath());
  }

  @Override
  @SuppressWarnings("unchecked") // the map's values fit its keys
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
    return (ParamConverter<T>) converters.get(type);
  }

  private static UserId user(String value) {
    UserId user = new UserId(value);
    user.server(); // checks the server's name
    return user;
  }

  private static RoomAlias alias(String value) {
    RoomAlias alias = new RoomAlias(value);
    alias.server(); // checks the server's name
    return alias;
  }

  private record IdConverter<T>(Function<String, T> make, Supplier<Dialect> dialect)
      implements ParamConverter<T> {
    @Override
    public T fromString(String value) {
      try {
        return make.apply(value);
      } catch (MatrixException badSyntax) {
        // Not M_BAD_JSON: the fault is in the path.
        throw dialect.get().badParameter(badSyntax.sentence());
      }
    }

    @Override
    public String toString(T id) {
      return String.valueOf(id);
    }
  }
}
