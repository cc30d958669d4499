import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                ('sealed_at', models.DateTimeField(verbose_name='封存时间')),
                ('count', models.PositiveIntegerField(verbose_name='条数')),
                ('clock', models.CharField(choices=[('ids', '编号'), ('transactions', '事务号')], max_length=12, verbose_name='次序依据')),
                ('upto', models.BigIntegerField(verbose_name='封存到')),
                ('restarted', models.BooleanField(default=False, verbose_name='次序重新开始')),
                ('algorithm', models.CharField(max_length=12, verbose_name='摘要算法')),
                ('root', models.CharField(max_length=64, verbose_name='根')),
                ('previous', models.CharField(blank=True, max_length=64, verbose_name='前一封存')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                ('signature', models.CharField(max_length=64, verbose_name='签章')),
            ],
            options={
                'verbose_name': '封存',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='时间')),
                ('action', models.CharField(db_index=True, max_length=80, verbose_name='动作')),
                ('actor_kind', models.CharField(max_length=10, verbose_name='身份')),
                ('actor_name', models.CharField(max_length=130, verbose_name='操作人')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='网络地址')),
                ('subject_type', models.CharField(blank=True, max_length=60, verbose_name='对象类型')),
                ('subject_id', models.CharField(blank=True, max_length=60, verbose_name='对象编号')),
                ('facts', models.JSONField(default=dict, verbose_name='事实')),
                ('transaction_number', models.BigIntegerField(db_index=True, default=0, editable=False, verbose_name='事务号')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('for_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代谁')),
            ],
            options={
                'verbose_name': '审计记录',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('entry', models.OneToOneField(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='leaf', to='audit.entry', verbose_name='审计记录')),
                ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='audit.seal', verbose_name='封存')),
            ],
            options={
                'verbose_name': '封存明细',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['subject_type', 'subject_id'], name='audit_entry_subject'),
        ),
    ]
