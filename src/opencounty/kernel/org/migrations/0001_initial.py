import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='岗位')),
            ],
            options={
                'verbose_name': '岗位',
                'ordering': ['unit', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=60, verbose_name='角色')),
                ('plane', models.CharField(choices=[('business', '业务'), ('system', '系统管理'), ('security', '安全管理'), ('audit', '安全审计')], default='business', max_length=10, verbose_name='类别')),
                ('permissions', models.JSONField(default=list, verbose_name='权限')),
                ('county_wide', models.BooleanField(default=False, verbose_name='全县范围')),
            ],
            options={
                'verbose_name': '角色',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('username', models.CharField(max_length=60, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='登录名')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('kind', models.CharField(choices=[('officer', '工作人员'), ('citizen', '群众')], max_length=10, verbose_name='类别')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('mobile', models.CharField(blank=True, max_length=20, verbose_name='手机号')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('lock_reason', models.CharField(blank=True, max_length=200, verbose_name='停用原因')),
                ('password_is_temporary', models.BooleanField(default=False, verbose_name='初始密码')),
                ('is_staff', models.BooleanField(default=False, verbose_name='可编排网页')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='开通时间')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '账号',
                'ordering': ['username'],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '省级'), (2, '地级'), (3, '县级'), (4, '乡级'), (5, '村级')], verbose_name='级别')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='org.division', verbose_name='上级区划')),
            ],
            options={
                'verbose_name': '行政区划',
                'ordering': ['code', 'valid_from'],
            },
        ),
        migrations.CreateModel(
            name='DivisionSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField(verbose_name='变更日期')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='org.division', verbose_name='原区划')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='org.division', verbose_name='新区划')),
            ],
            options={
                'verbose_name': '区划沿革',
                'ordering': ['happened_on'],
            },
        ),
        migrations.CreateModel(
            name='LogInFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='时间')),
                ('username', models.CharField(max_length=60, verbose_name='登录名')),
                ('address', models.CharField(max_length=45, verbose_name='网络地址')),
            ],
            options={
                'verbose_name': '登录失败',
                'ordering': ['-at'],
                'indexes': [models.Index(fields=['username', 'at'], name='org_failure_username'), models.Index(fields=['address', 'at'], name='org_failure_address')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField(verbose_name='任职日期')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='任职截止日期')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='org.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '任职',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='roles',
            field=models.ManyToManyField(related_name='posts', to='org.role', verbose_name='角色'),
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='网址名')),
                ('name', models.CharField(max_length=120, verbose_name='单位名称')),
                ('short_name', models.CharField(max_length=40, verbose_name='简称')),
                ('kind', models.CharField(choices=[('government', '人民政府'), ('office', '办公室（办事机构）'), ('department', '工作部门'), ('town', '乡镇、街道'), ('institution', '事业单位'), ('enterprise', '公共企业'), ('village', '村、社区')], max_length=20, verbose_name='类别')),
                ('uscc', models.CharField(blank=True, max_length=18, verbose_name='统一社会信用代码')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='电话')),
                ('fax', models.CharField(blank=True, max_length=60, verbose_name='传真')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='邮政编码')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='办公时间')),
                ('duty', models.TextField(blank=True, verbose_name='职责')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='org.division', verbose_name='所在区划')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='org.unit', verbose_name='上级单位')),
            ],
            options={
                'verbose_name': '单位',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='org.unit', verbose_name='单位'),
        ),
        migrations.CreateModel(
            name='Deputation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField(verbose_name='起始日期')),
                ('ends_on', models.DateField(verbose_name='截止日期')),
                ('reason', models.CharField(max_length=200, verbose_name='事由')),
                ('ended_early_at', models.DateTimeField(blank=True, null=True, verbose_name='提前收回时间')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputations', to=settings.AUTH_USER_MODEL, verbose_name='代理人')),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL, verbose_name='委托人')),
            ],
            options={
                'verbose_name': '代理',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='org_deputation_ends_after_start'), models.CheckConstraint(condition=models.Q(('principal', models.F('deputy')), _negated=True), name='org_deputation_two_people')],
            },
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.UniqueConstraint(fields=('code', 'valid_from'), name='org_division_one_start'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('code',), name='org_division_one_beginning'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('code',), name='org_division_one_current'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='org_division_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='divisionsuccession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor'), name='org_division_succession_once'),
        ),
        migrations.AddConstraint(
            model_name='divisionsuccession',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='org_division_succession_of_two'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='org_appointment_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(condition=models.Q(('uscc', ''), _negated=True), fields=('uscc',), name='org_unit_one_uscc'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='org_unit_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('unit', 'title'), name='org_post_one_title_in_a_unit'),
        ),
    ]
