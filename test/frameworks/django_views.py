"""Serializers, views and URLs of the Django application; imported when Django is set up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import include, path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import authentication, permissions, renderers, serializers, status, views, viewsets
from rest_framework.authtoken.views import ObtainAuthToken
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter

from .django_app import RECEIVED
from .models import Author, Book


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields: ClassVar = ["id", "name"]


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer(read_only=True)
    author_id = serializers.PrimaryKeyRelatedField(queryset=Author.objects.all(), source="author", write_only=True)
    tags = serializers.ListField(child=serializers.CharField(), required=False)

    class Meta:
        model = Book
        fields: ClassVar = ["id", "title", "author", "author_id", "kind", "price", "published", "added", "tags"]


class CoverSerializer(serializers.Serializer):
    cover = serializers.FileField()
    caption = serializers.CharField(required=False)


class StatsSerializer(serializers.Serializer):
    books = serializers.IntegerField()
    by_kind = serializers.DictField(child=serializers.IntegerField())


class ValuesSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    time = serializers.TimeField()
    span = serializers.DurationField()
    ratio = serializers.FloatField()
    amount = serializers.DecimalField(max_digits=12, decimal_places=4, coerce_to_string=False)
    link = serializers.URLField(allow_null=True)
    email = serializers.EmailField(allow_blank=True)
    several = serializers.MultipleChoiceField(choices=["a", "b", "c"])
    ip = serializers.IPAddressField(required=False)
    anything = serializers.JSONField()


class CircleSerializer(serializers.Serializer):
    shape = serializers.ChoiceField(choices=["circle"])
    radius = serializers.FloatField()


class SquareSerializer(serializers.Serializer):
    shape = serializers.ChoiceField(choices=["square"])
    side = serializers.FloatField()


SHAPES = {"circle": CircleSerializer, "square": SquareSerializer}
SHAPE = PolymorphicProxySerializer("Shape", SHAPES, "shape")


class PictureRenderer(renderers.BaseRenderer):
    """Lets the framework accept requests for pictures."""

    media_type = "image/png"
    format = "png"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Return the error of a request as text."""
        return str(data).encode()


class TextRenderer(PictureRenderer):
    """Lets the framework accept requests for text."""

    media_type = "text/plain"
    format = "txt"


class AuthorViewSet(viewsets.ModelViewSet):
    queryset = Author.objects.order_by("id")
    serializer_class = AuthorSerializer
    http_method_names: ClassVar = ["get", "post", "delete"]


class BookViewSet(viewsets.ModelViewSet):
    queryset = Book.objects.order_by("id")
    serializer_class = BookSerializer

    def perform_create(self, serializer: Any) -> None:
        """Note what was received, and save it."""
        RECEIVED.append(dict(serializer.validated_data))
        super().perform_create(serializer)

    def perform_update(self, serializer: Any) -> None:
        """Note what was received, and save it."""
        RECEIVED.append(dict(serializer.validated_data))
        super().perform_update(serializer)

    @extend_schema(request=CoverSerializer, responses={204: None})
    @action(detail=True, methods=["put"], parser_classes=[MultiPartParser])
    def cover(self, request: Request, pk: str) -> Response:
        """Upload a cover."""
        serializer = CoverSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        file = serializer.validated_data["cover"]
        RECEIVED.append((file.name, file.content_type, file.read(), serializer.validated_data.get("caption")))
        book = self.get_object()
        book.cover.save(file.name, file)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={(200, "image/png"): OpenApiTypes.BINARY})
    @action(detail=True, renderer_classes=[PictureRenderer])
    def picture(self, request: Request, pk: str) -> HttpResponse:
        """Download the cover."""
        with self.get_object().cover.open() as cover:
            return HttpResponse(cover.read(), content_type="image/png")

    @extend_schema(responses=StatsSerializer)
    @action(detail=False)
    def stats(self, request: Request) -> Response:
        """Count the books."""
        kinds = list(Book.objects.values_list("kind", flat=True))
        return Response({"books": len(kinds), "by_kind": {kind: kinds.count(kind) for kind in set(kinds)}})


class SearchView(views.APIView):
    @extend_schema(
        operation_id="search",
        parameters=[
            OpenApiParameter("word", str, many=True, required=True),
            OpenApiParameter("kind", str, enum=["novel", "long-essay"], many=True, explode=False, style="form"),
            OpenApiParameter("since", OpenApiTypes.DATE),
            OpenApiParameter("X-Trace", str, OpenApiParameter.HEADER),
            OpenApiParameter("theme", str, OpenApiParameter.COOKIE),
        ],
        responses=serializers.ListSerializer(child=serializers.CharField()),
    )
    def get(self, request: Request) -> Response:
        """Note the parameters."""
        query = request.query_params
        head = request.headers.get("X-Trace"), request.COOKIES.get("theme")
        RECEIVED.append((query.getlist("word"), query.get("kind"), query.get("since"), *head))
        return Response(query.getlist("word"), headers={"X-Trace": head[0] or ""})


class ValuesView(views.APIView):
    @extend_schema(operation_id="save_values", request=ValuesSerializer, responses=ValuesSerializer)
    def post(self, request: Request) -> Response:
        """Return the values."""
        serializer = ValuesSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        RECEIVED.append(dict(serializer.validated_data))
        return Response(serializer.data)


class ShapesView(views.APIView):
    @extend_schema(operation_id="create_shape", request=SHAPE, responses=SHAPE)
    def post(self, request: Request) -> Response:
        """Return the shape."""
        serializer = SHAPES[request.data["shape"]](data=request.data)
        serializer.is_valid(raise_exception=True)
        RECEIVED.append(dict(serializer.validated_data))
        return Response(serializer.data)

    @extend_schema(operation_id="list_shapes", responses=SHAPE)
    def get(self, request: Request) -> Response:
        """Return the last shape."""
        return Response({"shape": "square", "side": 2.5})


class AuthorsAtOnceView(views.APIView):
    @extend_schema(
        operation_id="create_authors", request=AuthorSerializer(many=True), responses={201: AuthorSerializer(many=True)}
    )
    def post(self, request: Request) -> Response:
        """Create several authors."""
        serializer = AuthorSerializer(data=request.data, many=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data, status=status.HTTP_201_CREATED)


class LoginView(ObtainAuthToken):
    @extend_schema(operation_id="login")
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a token."""
        RECEIVED.append((request.content_type, request.data.get("username"), request.data.get("password")))
        response: Response = super().post(request, *args, **kwargs)
        return response


class MeView(views.APIView):
    authentication_classes: ClassVar = [authentication.TokenAuthentication, authentication.BasicAuthentication]
    permission_classes: ClassVar = [permissions.IsAuthenticated]

    @extend_schema(operation_id="who_am_i", responses=OpenApiTypes.STR)
    def get(self, request: Request) -> Response:
        """Return the name of the user."""
        return Response(request.user.username)


class FormView(views.APIView):
    parser_classes: ClassVar = [FormParser]

    @extend_schema(operation_id="save_form", request=AuthorSerializer, responses=AuthorSerializer)
    def post(self, request: Request) -> Response:
        """Return the fields of a form."""
        RECEIVED.append((request.content_type, request.data["name"]))
        return Response({"id": 1, "name": request.data["name"]})


class NoteView(views.APIView):
    renderer_classes: ClassVar = [TextRenderer]

    @extend_schema(operation_id="get_note", responses={(200, "text/plain"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """Return a text."""
        return HttpResponse("caf\u00e9", content_type="text/plain; charset=utf-8")


class NumbersView(views.APIView):
    @extend_schema(operation_id="get_number", responses=OpenApiTypes.INT)
    def get(self, request: Request, number: int, slug: str) -> Response:
        """Return the number of the path."""
        RECEIVED.append((number, slug))
        return Response(number)


router = DefaultRouter()
router.register("authors", AuthorViewSet)
router.register("books", BookViewSet)
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view()),
    path("api/", include(router.urls)),
    path("api/search/", SearchView.as_view()),
    path("api/values/", ValuesView.as_view()),
    path("api/shapes/", ShapesView.as_view()),
    path("api/authors-at-once/", AuthorsAtOnceView.as_view()),
    path("api/login/", LoginView.as_view()),
    path("api/me/", MeView.as_view()),
    path("api/form/", FormView.as_view()),
    path("api/note/", NoteView.as_view()),
    path("api/numbers/<int:number>/<slug:slug>/", NumbersView.as_view()),
]
